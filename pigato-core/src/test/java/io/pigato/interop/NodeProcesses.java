package io.pigato.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The processes of all tests of a run: one for clients and workers, one for brokers, both
 * started once, and those that a test means to kill.
 */
final class NodeProcesses implements AutoCloseable {

	private final Path folder;

	private @Nullable NodeProcess peers;

	private @Nullable NodeProcess brokers;

	private final List<NodeProcess> mortal = new ArrayList<>();

	NodeProcesses() throws IOException {
		this.folder = NodeInstallation.prepare();
	}

	NodeProcess peers() {
		if (this.peers == null) {
			this.peers = start();
		}
		return this.peers;
	}

	NodeProcess brokers() {
		if (this.brokers == null) {
			this.brokers = start();
		}
		return this.brokers;
	}

	/** A process for one test. */
	NodeProcess mortal() {
		NodeProcess process = start();
		this.mortal.add(process);
		return process;
	}

	/**
	 * Ends what a test has left.
	 * @return the errors that the peers have seen
	 */
	List<String> reset() {
		List<String> errors = new ArrayList<>();
		if (this.peers != null) {
			errors.addAll(this.peers.reset());
		}
		if (this.brokers != null) {
			errors.addAll(this.brokers.reset());
		}
		this.mortal.forEach(NodeProcess::close);
		this.mortal.clear();
		return errors;
	}

	@Override
	public void close() {
		this.mortal.forEach(NodeProcess::close);
		if (this.peers != null) {
			this.peers.close();
		}
		if (this.brokers != null) {
			this.brokers.close();
		}
	}

	private NodeProcess start() {
		try {
			return NodeProcess.start(this.folder);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
