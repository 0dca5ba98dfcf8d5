package io.pigato.samples.perf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Starts members in processes of their own, Java's and those of Node.js. */
final class ProcessLauncher implements Launcher {

	private final PerfOptions options;

	private final NodeCommands node;

	ProcessLauncher(PerfOptions options) {
		this.options = options;
		this.node = new NodeCommands(options);
	}

	@Override
	public Member broker(String name, String endpoint) {
		if (this.options.node.contains(Role.BROKER)) {
			return start(name, this.node.broker(endpoint));
		}
		return start(name, java(Role.BROKER, endpoint));
	}

	@Override
	public Member worker(String name, String endpoint) {
		if (this.options.node.contains(Role.WORKER)) {
			return start(name, this.node.worker(endpoint));
		}
		return start(name, java(Role.WORKER, endpoint));
	}

	@Override
	public Member.Client client(String name, String endpoint) {
		return start(name, java(Role.CLIENT, endpoint));
	}

	private ChildMember start(String name, List<String> command) {
		try {
			return ChildMember.start(name, new ProcessBuilder(command));
		}
		catch (IOException ex) {
			throw new PerfException(name + " cannot be started: " + ex.getMessage(), ex);
		}
	}

	private List<String> java(Role role, String endpoint) {
		return new JavaCommand(Path.of(System.getProperty("java.home"), "bin", "java"),
				System.getProperty("java.class.path"))
			.with(role, endpoint, this.options);
	}

}
