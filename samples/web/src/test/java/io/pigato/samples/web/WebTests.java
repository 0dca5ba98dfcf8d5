package io.pigato.samples.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

import io.pigato.spring.lifecycle.PigatoBrokerLifecycle;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

class WebTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private static TwoApplications applications;

	@BeforeAll
	static void start() {
		applications = TwoApplications.start();
	}

	@AfterAll
	static void stop() {
		applications.close();
	}

	@Test
	void aRequestIsAnsweredByTheServiceOfTheOtherApplication() throws Exception {
		HttpResponse<String> response = get(applications.uri("/price/PIG"));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).matches("\\{\"symbol\":\"PIG\",\"amount\":\\d+\\.\\d+}");
	}

	@Test
	void whatTheServiceRefusesIsABadRequest() throws Exception {
		HttpResponse<String> response = get(applications.uri("/price/MUCH-TOO-LONG"));
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.body()).contains("A symbol has 1 to 8 letters");
	}

	@Test
	void pricesAreServerSentEventsAsTheyComeAndEndWithTheirReader() throws Exception {
		HttpResponse<Stream<String>> response = HTTP.send(request(applications.uri("/prices/PIG")),
				HttpResponse.BodyHandlers.ofLines());
		assertThat(response.headers().firstValue("Content-Type"))
			.hasValueSatisfying((type) -> assertThat(type).startsWith("text/event-stream"));
		try (Stream<String> lines = response.body()) {
			Iterator<String> events = lines.filter((line) -> line.startsWith("data:")).iterator();
			List<String> first = List.of(events.next(), events.next(), events.next());
			assertThat(first).doesNotHaveDuplicates().allMatch((event) -> event.contains("\"symbol\":\"PIG\""));
			assertThat(inFlight()).isEqualTo(1);
		}
		Awaitility.await().atMost(LONG).until(() -> inFlight() == 0);
	}

	@Test
	void withoutTheServicesTheWebApplicationStartsAndSaysSo() throws Exception {
		try (ConfigurableApplicationContext alone = TwoApplications.web("tcp://127.0.0.1:1")) {
			HttpResponse<String> response = get(TwoApplications.uri(alone, "/price/PIG"));
			assertThat(response.statusCode()).isEqualTo(503);
			assertThat(response.body()).contains("No broker was reachable within 2000 ms");
		}
	}

	private static int inFlight() {
		return applications.services().getBean(PigatoBrokerLifecycle.class).broker().snapshot().inFlight();
	}

	private static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
		return HTTP.send(request(uri), HttpResponse.BodyHandlers.ofString());
	}

	private static HttpRequest request(URI uri) {
		return HttpRequest.newBuilder(uri).timeout(LONG).build();
	}

}
