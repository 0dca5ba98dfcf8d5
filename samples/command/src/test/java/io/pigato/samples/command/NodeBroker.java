package io.pigato.samples.command;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

import io.pigato.samples.support.RunningProcess;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The original's broker, in Node.js. */
final class NodeBroker implements AutoCloseable {

	/**
	 * Where the build installs the original Node.js peers; see samples/nodejs-interop.
	 */
	private static final Path PEERS = Path.of("..", "..", "pigato-core", "target", "nodejs-interop")
		.toAbsolutePath()
		.normalize();

	private final Deque<RunningProcess> processes = new ArrayDeque<>();

	private final String endpoint = freeEndpoint();

	private final String channel = freeEndpoint();

	NodeBroker() {
		assumeTrue(Files.isDirectory(PEERS.resolve("node_modules")),
				"The tests of pigato-core install the Node.js peers: run them first");
		ProcessBuilder builder = new ProcessBuilder("node", PEERS.resolve("broker.js").toString(), this.endpoint);
		builder.environment().put("PIGATO_INTCH", this.channel);
		start(builder, "broker: ");
	}

	String endpoint() {
		return this.endpoint;
	}

	String channel() {
		return this.channel;
	}

	/** Starts the core service {@code Directory} beside it. */
	NodeBroker withDirectory() {
		try {
			Path script = Path.of(NodeBroker.class.getResource("/directory.js").toURI());
			start(new ProcessBuilder("node", script.toString(), PEERS.resolve("lib").resolve("pigato").toString(),
					this.endpoint, this.channel), "directory: ");
			return this;
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.processes.forEach(RunningProcess::close);
	}

	private void start(ProcessBuilder builder, String ready) {
		RunningProcess process = RunningProcess.start(builder);
		this.processes.push(process);
		process.await(ready);
	}

	private static String freeEndpoint() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return "tcp://127.0.0.1:" + socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
