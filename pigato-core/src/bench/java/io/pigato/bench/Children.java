package io.pigato.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Processes that end with a measurement. */
final class Children implements AutoCloseable {

	private final List<Child> started = new ArrayList<>();

	/**
	 * Starts a role of a benchmark in a JVM of its own.
	 * @param main the benchmark's class, which is given {@code role} and the arguments
	 * @param role and its arguments
	 * @return the line in which it says that it is ready: an endpoint, or "ready"
	 */
	String java(Class<?> main, String... role) throws Exception {
		List<String> command = new ArrayList<>();
		command.add(ProcessHandle.current().info().command().orElse("java"));
		command.addAll(List.of(System.getProperty("bench.options", "").split(" +")));
		command.removeIf(String::isEmpty);
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName(), "role"));
		command.addAll(List.of(role));
		return run((line) -> line.startsWith("tcp://") || line.equals("ready"), command);
	}

	/**
	 * Starts a command.
	 * @param ready knows the line in which it says that it is ready
	 * @param command and its arguments
	 * @return that line
	 */
	String run(Predicate<String> ready, List<String> command) throws Exception {
		Child child = new Child(new ProcessBuilder(command).redirectErrorStream(true).start());
		this.started.add(child);
		return child.await(ready);
	}

	/** All, in the order of their start. */
	List<Child> all() {
		return List.copyOf(this.started);
	}

	/** The one that was started first. */
	Child first() {
		return this.started.get(0);
	}

	/** The one that was started last. */
	Child last() {
		return this.started.get(this.started.size() - 1);
	}

	@Override
	public void close() {
		for (int i = this.started.size() - 1; i >= 0; i--) {
			this.started.get(i).close();
		}
	}

}
