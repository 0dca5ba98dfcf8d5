package io.pigato.samples.quickstart;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The quickstart in a process of its own. */
final class RunningProcess implements AutoCloseable {

	private final Process process;

	private final BufferedReader output;

	private RunningProcess(Process process) {
		this.process = process;
		this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
	}

	static RunningProcess start(String... arguments) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
						System.getProperty("java.class.path"), QuickstartApplication.class.getName()));
		command.addAll(List.of(arguments));
		return new RunningProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
	}

	/** Reads on to a line that holds this, and gives what its group holds. */
	String await(Pattern wanted) throws IOException {
		List<String> seen = new ArrayList<>();
		for (String line = this.output.readLine(); line != null; line = this.output.readLine()) {
			Matcher matcher = wanted.matcher(line);
			if (matcher.find()) {
				return matcher.group(1);
			}
			seen.add(line);
		}
		throw new IllegalStateException("No line with " + wanted + " in " + seen);
	}

	/** All that is still printed until the end. */
	List<String> lines() {
		return this.output.lines().toList();
	}

	/** The exit code, if the process ends by itself in time. */
	int exitCode() throws InterruptedException {
		if (!this.process.waitFor(60, TimeUnit.SECONDS)) {
			throw new IllegalStateException("The process goes on");
		}
		return this.process.exitValue();
	}

	boolean endsWithin(long seconds) throws InterruptedException {
		return this.process.waitFor(seconds, TimeUnit.SECONDS);
	}

	/** Asks it to end, and lets what it still prints be read. */
	void terminate() {
		this.process.toHandle().destroy();
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
