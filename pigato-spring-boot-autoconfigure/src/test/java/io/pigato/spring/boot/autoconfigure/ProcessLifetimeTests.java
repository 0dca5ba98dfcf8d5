package io.pigato.spring.boot.autoconfigure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.pigato.client.PigatoClient;
import io.pigato.spring.annotation.PigatoService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/** Which applications stay and which end when {@code main} has returned. */
class ProcessLifetimeTests {

	private static final String MAIN_RETURNS = "main returns";

	private final List<Process> processes = new ArrayList<>();

	@AfterEach
	void end() {
		this.processes.forEach(Process::destroyForcibly);
	}

	@Test
	void anApplicationWithServicesStaysUntilItIsToldToEnd() throws Exception {
		assertStays(start(Serving.class, "--pigato.endpoint=tcp://127.0.0.1:1"));
	}

	@Test
	void anApplicationWithABrokerStaysUntilItIsToldToEnd() throws Exception {
		assertStays(start(Plain.class, "--pigato.broker.embedded=true", "--pigato.broker.bind=tcp://127.0.0.1:0"));
	}

	@Test
	void anApplicationThatIsOnlyAClientEndsWithMain() throws Exception {
		Process process = start(Asking.class, "--pigato.endpoint=tcp://127.0.0.1:1");
		assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).isZero();
		assertThat(output(process).lines()).contains(MAIN_RETURNS);
	}

	private void assertStays(Process process) throws Exception {
		assertThat(output(process).lines().anyMatch(MAIN_RETURNS::equals)).isTrue();
		assertThat(process.waitFor(2, TimeUnit.SECONDS)).isFalse();
		process.destroy();
		assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
	}

	private Process start(Class<?> application, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
						System.getProperty("java.class.path"), Main.class.getName(), application.getName()));
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		this.processes.add(process);
		return process;
	}

	private static BufferedReader output(Process process) {
		return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
	}

	/** Runs the application that its first argument names. */
	static class Main {

		public static void main(String[] args) throws ClassNotFoundException {
			String[] rest = List.of(args).subList(1, args.length).toArray(String[]::new);
			SpringApplication.run(Class.forName(args[0]), rest);
			System.out.println(MAIN_RETURNS);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Plain {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Serving {

		@PigatoService("echo")
		String echo(String text) {
			return text;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Asking {

		Asking(PigatoClient client) {
			client.service("echo").retrieve().future(String.class);
		}

	}

}
