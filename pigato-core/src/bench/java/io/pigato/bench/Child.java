package io.pigato.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A process of a benchmark, of which each line is kept until somebody wants it. */
final class Child implements AutoCloseable {

	private static final int START_SECONDS = 120;

	private static final String END = "\0";

	private final Process process;

	private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

	Child(Process process) {
		this.process = process;
		Thread reader = new Thread(this::read, "output");
		reader.setDaemon(true);
		reader.start();
	}

	private void read() {
		BufferedReader output = new BufferedReader(
				new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8));
		try (output) {
			output.lines().forEach(this.lines::add);
		}
		catch (IOException | java.io.UncheckedIOException ex) {
			// It has been ended
		}
		this.lines.add(END);
	}

	/**
	 * Waits for a line.
	 * @param wanted knows it
	 * @return the line
	 */
	String await(Predicate<String> wanted) throws InterruptedException {
		StringBuilder others = new StringBuilder();
		while (true) {
			String line = this.lines.poll(START_SECONDS, TimeUnit.SECONDS);
			if (line == null || line.equals(END)) {
				throw new IllegalStateException(command() + ((line == null) ? " says nothing: " : " has ended: ") + others);
			}
			if (wanted.test(line)) {
				return line;
			}
			others.append(line).append('\n');
		}
	}

	/** What it has used until now, collecting garbage before if that is wanted. */
	Usage usage(boolean collected) throws Exception {
		OutputStream input = this.process.getOutputStream();
		input.write((collected ? "usage collected\n" : "usage\n").getBytes(StandardCharsets.UTF_8));
		input.flush();
		return Usage.parse(await((line) -> line.startsWith(Usage.PREFIX)));
	}

	private String command() {
		return this.process.info().commandLine().orElseGet(() -> this.process.info().command().stream()
			.collect(Collectors.joining()));
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
		this.process.onExit().join();
	}

}
