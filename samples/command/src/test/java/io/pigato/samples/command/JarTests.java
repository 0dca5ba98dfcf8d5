package io.pigato.samples.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.pigato.samples.support.RunningProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The jar and its script, as users start them; run once the jar is there. */
@Tag("jar")
@Timeout(120)
class JarTests {

	private static final Path JAR = Path.of("target", "pigato.jar");

	@Test
	void scriptCallsAServiceInUtf8WhateverTheLocale(@TempDir Path folder) throws IOException {
		String json = "{\"text\":\"grüße\"}";
		Path input = Files.writeString(folder.resolve("input.json"), json);
		try (Setting setting = new Setting().with("echo", (request, reply) -> reply.end(request.data(Object.class)))) {
			for (String argument : List.of("-", json)) {
				ProcessBuilder builder = new ProcessBuilder(Path.of("pigato").toAbsolutePath().toString(), "call",
						"echo", argument)
					.redirectInput(input.toFile());
				builder.environment().put("PIGATO_ENDPOINT", setting.endpoint());
				builder.environment().put("LC_ALL", "C");
				try (RunningProcess command = RunningProcess.start(builder)) {
					assertThat(command.output()).containsExactly(json);
					assertThat(command.exitCode()).isZero();
				}
			}
		}
	}

	@Test
	void jarExaminesABroker() {
		try (Setting setting = new Setting(); RunningProcess command = jar("doctor", setting.endpoint())) {
			assertThat(command.output()).last().isEqualTo(setting.endpoint() + " is a Java broker, and it works.");
			assertThat(command.exitCode()).isZero();
		}
	}

	@Test
	void jarEndsWithTheCodeOfAFailure() {
		try (RunningProcess command = jar("call", "-b", "tcp://127.0.0.1:1", "echo")) {
			assertThat(command.output()).first().asString().startsWith("error B_UNREACHABLE: ");
			assertThat(command.exitCode()).isEqualTo(3);
		}
	}

	private static RunningProcess jar(String... arguments) {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString()));
		command.addAll(List.of(arguments));
		return RunningProcess.start(new ProcessBuilder(command));
	}

}
