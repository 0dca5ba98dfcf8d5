package io.pigato.samples.perf;

import java.io.StringReader;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import javax.xml.parsers.DocumentBuilderFactory;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class LatencyPlotTests {

	@Test
	void curveRisesFromTheLowestToTheHighestLatency() throws Exception {
		Histogram latencies = ClientReport.newHistogram();
		for (int i = 1; i <= 1000; i++) {
			latencies.recordValue(Duration.ofMillis(i).toNanos());
		}
		Document drawn = draw("a & b <c>", new ClientReport(1000, 0, Map.of(), Duration.ofSeconds(1), latencies));
		List<double[]> points = points(drawn);
		assertThat(points).hasSizeGreaterThan(100);
		for (int i = 1; i < points.size(); i++) {
			assertThat(points.get(i)[0]).isGreaterThan(points.get(i - 1)[0]);
			assertThat(points.get(i)[1]).as("up is less").isLessThanOrEqualTo(points.get(i - 1)[1]);
		}
		assertThat(points.get(0)[1]).as("1 ms of 1000").isCloseTo(390, within(1.0));
		assertThat(points.get(points.size() - 1)[1]).as("1000 ms of 1000").isBetween(70.0, 130.0);
		assertThat(texts(drawn)).contains("a & b <c>", "0 %", "90 %", "99 %", "99.9 %", "99.99 %", "ms", "200", "1000");
	}

	@Test
	void latencyAtAPercentileIsDrawnThere() throws Exception {
		ClientReport report = ClientReport
			.merge(List.of(ClientReportTests.report(99, 10, Map.of()), ClientReportTests.report(1, 100, Map.of())));
		List<double[]> points = points(draw("t", report));
		double low = 390 - 320 * 10 / 120.0;
		assertThat(points.get(0)[1]).isCloseTo(low, within(1.0));
		assertThat(points.get(points.size() / 2)[1]).as("p97").isCloseTo(low, within(1.0));
		assertThat(points.get(points.size() - 1)[1]).as("the slowest").isLessThan(150);
	}

	@Test
	void withoutAnsweredRequestsThereIsADocumentAllTheSame() throws Exception {
		assertThat(points(draw("nothing", ClientReport.merge(List.of())))).isNotEmpty();
	}

	private static Document draw(String title, ClientReport report) throws Exception {
		String svg = new LatencyPlot(title, report).svg();
		assertThat(svg).doesNotContain("NaN").doesNotContain("Infinity");
		return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
	}

	private static List<double[]> points(Document drawn) {
		Element curve = (Element) drawn.getElementsByTagName("polyline").item(0);
		return Arrays.stream(curve.getAttribute("points").split(" "))
			.map((point) -> Arrays.stream(point.split(",")).mapToDouble(Double::parseDouble).toArray())
			.toList();
	}

	private static List<String> texts(Document drawn) {
		NodeList nodes = drawn.getElementsByTagName("text");
		return IntStream.range(0, nodes.getLength()).mapToObj((index) -> nodes.item(index).getTextContent()).toList();
	}

}
