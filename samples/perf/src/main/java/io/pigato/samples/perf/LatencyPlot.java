package io.pigato.samples.perf;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/**
 * Draws latency over percentile as SVG. Percentiles are spread by the share that is above
 * them: from 90 to 99 is as wide as from 99 to 99.9.
 *
 * @param title what was run
 * @param report of its clients
 */
record LatencyPlot(String title, ClientReport report) {

	private static final int WIDTH = 800;

	private static final int HEIGHT = 450;

	private static final int LEFT = 70;

	private static final int RIGHT = 770;

	private static final int TOP = 70;

	private static final int BOTTOM = 390;

	private static final int POINTS = 350;

	private static final int MAX_NINES = 6;

	/** A document of its own, also without any answered request. */
	String svg() {
		StringBuilder svg = new StringBuilder();
		svg.append(String.format(Locale.ROOT, """
				<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
				<rect width="100%%" height="100%%" fill="#fff"/>
				""", WIDTH, HEIGHT));
		svg.append(text(LEFT, 28, "start", this.title).replace("<text", "<text font-size=\"15\" font-weight=\"bold\""));
		svg.append(text(LEFT, 48, "start",
				String.format(Locale.ROOT, "%,d requests, %,.0f/s; p50 %.3f, p99 %.3f, p99.9 %.3f, max %.3f ms",
						this.report.answered(), this.report.requestsPerSecond(), this.report.latencyMillis(50),
						this.report.latencyMillis(99), this.report.latencyMillis(99.9),
						this.report.latencyMillis(100))));
		appendLatencyAxis(svg);
		appendPercentileAxis(svg);
		svg.append(String.format(Locale.ROOT,
				"<polyline id=\"latencies\" fill=\"none\" stroke=\"#0b62a4\" stroke-width=\"2\" points=\"%s\"/>%n",
				points()));
		return svg.append("</svg>\n").toString();
	}

	private void appendLatencyAxis(StringBuilder svg) {
		double step = step();
		for (int i = 0; i * step <= top(); i++) {
			svg.append(line(LEFT, y(i * step), RIGHT, y(i * step)));
			svg.append(text(LEFT - 8, y(i * step) + 4, "end", number(i * step)));
		}
		svg.append(text(LEFT - 8, TOP - 12, "end", "ms"));
	}

	private void appendPercentileAxis(StringBuilder svg) {
		for (int nines = 0; nines <= nines(); nines++) {
			String label = (nines < 2) ? String.valueOf(90 * nines)
					: "99" + ((nines > 2) ? "." + "9".repeat(nines - 2) : "");
			svg.append(line(x(nines), TOP, x(nines), BOTTOM));
			svg.append(text(x(nines), BOTTOM + 20, "middle", label + " %"));
		}
		svg.append(text((LEFT + RIGHT) / 2.0, BOTTOM + 44, "middle", "percentile of the requests"));
	}

	private String points() {
		StringBuilder points = new StringBuilder();
		for (int i = 0; i <= POINTS; i++) {
			double nines = nines() * i / (double) POINTS;
			double percentile = 100 * (1 - Math.pow(10, -nines));
			points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(nines), y(this.report.latencyMillis(percentile))));
		}
		return points.toString().trim();
	}

	/** So many nines that the slowest request is drawn. */
	private int nines() {
		return Math.min(MAX_NINES, 1 + (int) Math.log10((double) Math.max(1, this.report.answered())));
	}

	/** The highest latency, rounded up to a step. */
	private double top() {
		return step() * Math.ceil(Math.max(this.report.latencyMillis(100), step()) / step());
	}

	/** 1, 2 or 5 times a power of ten, so that there are four to ten of them. */
	private double step() {
		double rough = Math.max(this.report.latencyMillis(100), 0.001) / 8;
		double power = Math.pow(10, Math.floor(Math.log10(rough)));
		double factor = rough / power;
		return power * ((factor <= 1) ? 1 : (factor <= 2) ? 2 : (factor <= 5) ? 5 : 10);
	}

	private double x(double nines) {
		return LEFT + (RIGHT - LEFT) * nines / nines();
	}

	private double y(double millis) {
		return BOTTOM - (BOTTOM - TOP) * millis / top();
	}

	private static String line(double x1, double y1, double x2, double y2) {
		return String.format(Locale.ROOT, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#ccc\"/>%n",
				x1, y1, x2, y2);
	}

	private static String text(double x, double y, String anchor, String text) {
		return String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#222\">%s</text>%n", x,
				y, anchor, text.replace("&", "&amp;").replace("<", "&lt;"));
	}

	private static String number(double value) {
		return new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros().toPlainString();
	}

}
