package io.pigato.samples.command;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

import io.pigato.samples.support.FreePort;
import io.pigato.samples.support.NodePeers;
import io.pigato.samples.support.RunningProcess;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The original's broker, in Node.js. */
final class NodeBroker implements AutoCloseable {

	private final Deque<RunningProcess> processes = new ArrayDeque<>();

	private final String endpoint = "tcp://127.0.0.1:" + FreePort.find();

	private final String channel = "tcp://127.0.0.1:" + FreePort.find();

	NodeBroker() {
		assumeTrue(NodePeers.areInstalled(), NodePeers.MISSING);
		ProcessBuilder builder = new ProcessBuilder("node", NodePeers.folder().resolve("broker.js").toString(),
				this.endpoint);
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
			start(new ProcessBuilder("node", script.toString(),
					NodePeers.folder().resolve("lib").resolve("pigato").toString(), this.endpoint, this.channel),
					"directory: ");
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

}
