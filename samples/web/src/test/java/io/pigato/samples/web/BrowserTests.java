package io.pigato.samples.web;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/** The page in a browser, where there is one; where everything has to run, there is. */
class BrowserTests {

	@Test
	void thePageShowsPricesAsTheyCome() throws Exception {
		Path program = Chromium.find().orElse(null);
		assumeFalse("none".equals(System.getenv("PIGATO_BROWSER")), "PIGATO_BROWSER=none");
		assumeFalse(program == null && !"true".equals(System.getenv("CI")), "No Chromium on the path");
		assertThat(program).as("Chromium on the path").isNotNull();
		Path directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "chromium");
		try (TwoApplications applications = TwoApplications.start();
				Chromium browser = Chromium.open(program, directory, applications.uri("/index.html"))) {
			await(browser, "document.getElementById('state').textContent", "live");
			await(browser, "String(document.querySelectorAll('#prices li').length >= 5)", "true");
			String[] lines = browser.evaluate("document.getElementById('prices').innerText").split("\n");
			assertThat(lines).hasSizeGreaterThanOrEqualTo(5)
				.doesNotHaveDuplicates()
				.allMatch((line) -> line.matches("PIG \\d+\\.\\d\\d"));
			assertThat(browser.evaluate("document.getElementById('price').textContent")).matches("\\d+\\.\\d\\d");
			applications.services().close();
			await(browser, "document.getElementById('state').textContent", "waiting for prices");
		}
	}

	private static void await(Chromium browser, String expression, String expected) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.untilAsserted(() -> assertThat(browser.evaluate(expression)).isEqualTo(expected));
	}

}
