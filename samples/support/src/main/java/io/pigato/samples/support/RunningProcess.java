package io.pigato.samples.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sample in a process of its own. What it prints is kept. Safe for use by several
 * threads.
 */
public final class RunningProcess implements AutoCloseable {

	private static final long PATIENCE_SECONDS = 60;

	private final Process process;

	private final List<String> lines = new ArrayList<>();

	private boolean ended;

	private RunningProcess(Process process) {
		this.process = process;
	}

	/**
	 * Starts an application of this test's class path.
	 * @param main its class
	 * @param arguments its command line
	 * @return the process
	 */
	public static RunningProcess java(Class<?> main, String... arguments) {
		return java(System.getProperty("java.class.path"), main.getName(), arguments);
	}

	/**
	 * Starts an application of another class path.
	 * @param classPath where it is
	 * @param main the name of its class
	 * @param arguments its command line
	 * @return the process
	 */
	public static RunningProcess java(String classPath, String main, String... arguments) {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-cp",
						classPath, main));
		command.addAll(List.of(arguments));
		return start(new ProcessBuilder(command));
	}

	/**
	 * Starts any command.
	 * @param builder of its process
	 * @return the process
	 */
	public static RunningProcess start(ProcessBuilder builder) {
		try {
			RunningProcess running = new RunningProcess(builder.redirectErrorStream(true).start());
			Thread reader = new Thread(running::read, "reader of " + running.process.pid());
			reader.setDaemon(true);
			reader.start();
			return running;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Waits for a line, also one that was printed before.
	 * @param regex found in the line
	 * @return what was found
	 * @throws IllegalStateException if the process ends without it, or a minute is over
	 */
	public MatchResult await(String regex) {
		return await(regex, 1);
	}

	/**
	 * Waits for the n-th of such lines.
	 * @param regex found in each
	 * @param count how many there should be
	 * @return what was found in the last of them
	 * @throws IllegalStateException if the process ends without it, or a minute is over
	 */
	public synchronized MatchResult await(String regex, int count) {
		Pattern pattern = Pattern.compile(regex);
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
		while (true) {
			List<MatchResult> found = this.lines.stream()
				.map(pattern::matcher)
				.filter(Matcher::find)
				.map(Matcher::toMatchResult)
				.toList();
			if (found.size() >= count) {
				return found.get(count - 1);
			}
			if (this.ended || System.nanoTime() - end > 0) {
				throw new IllegalStateException(
						"No line with " + regex + " in\n" + String.join("\n", this.lines) + "\n(end of output)");
			}
			try {
				wait(1000);
			}
			catch (InterruptedException ex) {
				throw interrupted(ex);
			}
		}
	}

	/** Everything up to its end, which this waits for. */
	public synchronized List<String> output() {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
		while (!this.ended && System.nanoTime() - end < 0) {
			try {
				wait(1000);
			}
			catch (InterruptedException ex) {
				throw interrupted(ex);
			}
		}
		return List.copyOf(this.lines);
	}

	/**
	 * The exit code.
	 * @return what it ended with
	 * @throws IllegalStateException if it does not end within a minute
	 */
	public int exitCode() {
		try {
			if (this.process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
				return this.process.exitValue();
			}
			throw new IllegalStateException("The process goes on:\n" + String.join("\n", this.lines));
		}
		catch (InterruptedException ex) {
			throw interrupted(ex);
		}
	}

	/** Asks it to end, as {@code kill} does. */
	public void terminate() {
		this.process.toHandle().destroy();
	}

	/** Ends it at once. */
	@Override
	public void close() {
		this.process.descendants().forEach(ProcessHandle::destroyForcibly);
		this.process.destroyForcibly();
	}

	private void read() {
		try (BufferedReader reader = this.process.inputReader(StandardCharsets.UTF_8)) {
			reader.lines().forEach(this::add);
		}
		catch (IOException | UncheckedIOException ex) {
			add("(" + ex + ")");
		}
		end();
	}

	private synchronized void add(String line) {
		this.lines.add(line);
		notifyAll();
	}

	private synchronized void end() {
		this.ended = true;
		notifyAll();
	}

	private static IllegalStateException interrupted(InterruptedException cause) {
		Thread.currentThread().interrupt();
		return new IllegalStateException(cause);
	}

}
