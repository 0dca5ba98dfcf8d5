package io.pigato.samples.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** What the README's section "See it" shows, of one process with all in it. */
class SeeItTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private static ConfigurableApplicationContext application;

	@BeforeAll
	static void startAndAskOnce() throws Exception {
		application = new SpringApplicationBuilder(WebApplication.class).profiles("services")
			.properties("spring.main.banner-mode=off")
			.run("--spring.main.web-application-type=servlet", "--server.port=0", "--server.address=127.0.0.1",
					"--pigato.broker.bind=tcp://127.0.0.1:0", "--pigato.worker.shutdown-grace=200ms");
		assertThat(get("/price/PIG")).contains("\"symbol\":\"PIG\"");
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@Test
	void healthIsAsShown() {
		Object shown = json(shown("json"));
		Awaitility.await()
			.atMost(LONG)
			.untilAsserted(() -> assertThat(json(get("/actuator/health/pigato"))).isEqualTo(shown));
	}

	@Test
	void prometheusGetsWhatIsShown() {
		List<String> shown = shown("text").lines().map(SeeItTests::withoutTimes).toList();
		assertThat(shown).hasSizeGreaterThan(5);
		Awaitility.await()
			.atMost(LONG)
			.untilAsserted(() -> assertThat(get("/actuator/prometheus").lines().map(SeeItTests::withoutTimes))
				.containsAll(shown));
	}

	@Test
	void theEndpointListsServicesWorkersAndClients() throws Exception {
		assertThat(get("/actuator/pigato")).contains("\"services\":[{\"name\":\"pric",
				"\"id\":\"priceServices.prices\"", "\"clients\":[{\"connected\":true");
		assertThat(get("/actuator/pigato?limit=1")).containsPattern("\"services\":\\[\\{[^}]*}]");
	}

	/** Times differ each time: only how long, not how many. */
	private static String withoutTimes(String line) {
		return line.replaceAll("(_(sum|max)\\{.*}) [0-9.E-]+$", "$1 …");
	}

	/** Names and numbers that differ each time are made alike. */
	private static Object json(String text) {
		return new JsonMapper().readValue(text.replaceAll("inproc://[^\"]+", "inproc")
			.replaceAll("127.0.0.1:\\d+", "tcp")
			.replaceAll("\\d+ ms ago", "lately"), Map.class);
	}

	/** The block of the section in a language. */
	private static String shown(String language) {
		try {
			String readme = Files.readString(Path.of("..", "..", "README.md"));
			int begin = readme.indexOf("\n## See it\n");
			String section = readme.substring(begin, readme.indexOf("\n## ", begin + 1));
			Matcher block = Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL).matcher(section);
			assertThat(block.find()).isTrue();
			return block.group(1);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String get(String path) throws IOException, InterruptedException {
		URI uri = TwoApplications.uri(application, path);
		return HTTP.send(HttpRequest.newBuilder(uri).timeout(LONG).build(), HttpResponse.BodyHandlers.ofString())
			.body();
	}

}
