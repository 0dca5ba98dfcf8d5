package com.example.echo;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.pigato.broker.PigatoBroker;
import io.pigato.samples.support.NodePeers;
import io.pigato.samples.support.RunningProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Both applications in processes of their own, and either replaced by the one in Node.js.
 */
@Timeout(180)
class EchoTests {

	private final PigatoBroker broker = PigatoBroker.builder().bind("tcp://127.0.0.1:0").build();

	private String endpoint = "";

	@BeforeEach
	void start() {
		this.broker.start();
		this.endpoint = this.broker.endpoints().get(0);
	}

	@AfterEach
	void stop() {
		this.broker.close();
	}

	@Test
	void javaAsksJava() {
		try (RunningProcess worker = javaWorker(); RunningProcess client = javaClient("Hello, PIGATO", "grüße")) {
			assertThat(client.output()).containsExactly("echo: Hello, PIGATO", "echo: grüße");
			worker.terminate();
			assertThat(worker.exitCode()).isEqualTo(143);
		}
	}

	@Test
	void javaAsksNode() {
		try (RunningProcess worker = node("worker.js", this.endpoint); RunningProcess client = javaClient("grüße")) {
			worker.await("echo is offered from Node.js");
			assertThat(client.output()).containsExactly("echo: grüße");
		}
	}

	@Test
	void nodeAsksJava() {
		try (RunningProcess worker = javaWorker(); RunningProcess client = node("client.js", "one", "grüße")) {
			worker.await("Started");
			assertThat(client.output()).containsExactly("echo: one", "echo: grüße");
		}
	}

	private RunningProcess javaWorker() {
		String classPath = Path.of("..", "worker", "target", "classes") + File.pathSeparator
				+ System.getProperty("java.class.path");
		return RunningProcess.java(classPath, "com.example.echo.EchoWorkerApplication",
				"--pigato.endpoint=" + this.endpoint);
	}

	private RunningProcess javaClient(String... words) {
		String[] arguments = new String[words.length + 1];
		arguments[0] = "--pigato.endpoint=" + this.endpoint;
		System.arraycopy(words, 0, arguments, 1, words.length);
		return RunningProcess.java(EchoClientApplication.class, arguments);
	}

	private RunningProcess node(String script, String... arguments) {
		assumeTrue(NodePeers.areInstalled(), NodePeers.MISSING);
		List<String> command = new ArrayList<>(
				List.of("node", Path.of("..", "nodejs", script).toAbsolutePath().normalize().toString()));
		command.addAll(List.of(arguments));
		ProcessBuilder builder = new ProcessBuilder(command);
		builder.environment().put("PIGATO_JS", NodePeers.folder().resolve("lib").resolve("pigato").toString());
		builder.environment().put("PIGATO_ENDPOINT", this.endpoint);
		return RunningProcess.start(builder);
	}

}
