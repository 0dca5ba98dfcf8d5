package io.pigato.samples.perf;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A member in a process of its own. It says by lines of its output how it stands;
 * whatever else it prints is passed on to standard error. It ends with its input, so that
 * none is left when this process is killed.
 */
final class ChildMember implements Member.Client {

	/** What a line for this class begins with. */
	static final String MARK = "@perf ";

	private static final int KEPT_LINES = 40;

	private static final long END_SECONDS = 5;

	private final String name;

	private final Process process;

	private final Deque<String> output = new ArrayDeque<>();

	private final CompletableFuture<String> ready = new CompletableFuture<>();

	private final CompletableFuture<Void> died = new CompletableFuture<>();

	private final CompletableFuture<ClientReport> report = new CompletableFuture<>();

	private volatile long finished;

	private volatile long failed;

	private volatile boolean closing;

	private ChildMember(String name, Process process) {
		this.name = name;
		this.process = process;
	}

	/**
	 * Starts a process.
	 * @param name for people
	 * @param command to run; its two outputs are read as one
	 * @return the member
	 * @throws IOException if there is no such program
	 */
	static ChildMember start(String name, ProcessBuilder command) throws IOException {
		ChildMember member = new ChildMember(name, command.redirectErrorStream(true).start());
		Thread reader = new Thread(member::read, "output of " + name);
		reader.setDaemon(true);
		reader.start();
		return member;
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public CompletableFuture<String> ready() {
		return this.ready;
	}

	@Override
	public CompletableFuture<Void> died() {
		return this.died;
	}

	@Override
	public long finished() {
		return this.finished;
	}

	@Override
	public long failed() {
		return this.failed;
	}

	@Override
	public CompletableFuture<ClientReport> report() {
		return this.report;
	}

	@Override
	public void go() {
		try {
			this.process.getOutputStream().write("go\n".getBytes(StandardCharsets.US_ASCII));
			this.process.getOutputStream().flush();
		}
		catch (IOException ex) {
			this.died.completeExceptionally(new PerfException(this.name + " cannot be told to begin: " + ex, ex));
		}
	}

	@Override
	public void close() {
		this.closing = true;
		try {
			this.process.getOutputStream().close();
		}
		catch (IOException ex) {
			this.process.destroy();
		}
		try {
			if (!this.process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
				kill();
			}
		}
		catch (InterruptedException ex) {
			kill();
			Thread.currentThread().interrupt();
		}
	}

	private void kill() {
		this.process.descendants().forEach(ProcessHandle::destroyForcibly);
		this.process.destroyForcibly();
	}

	private void read() {
		try (BufferedReader reader = this.process.inputReader(StandardCharsets.UTF_8)) {
			reader.lines().forEach(this::hear);
			ended(this.process.waitFor());
		}
		catch (IOException | UncheckedIOException ex) {
			fail(new PerfException(this.name + " cannot be heard any more: " + ex, ex));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void hear(String line) {
		if (!line.startsWith(MARK)) {
			keep(line);
			return;
		}
		String[] words = line.substring(MARK.length()).split(" ", 2);
		String rest = (words.length > 1) ? words[1] : "";
		switch (words[0]) {
			case "ready" -> becomeReady(rest);
			case "progress" -> progress(rest.split(" "));
			case "report" -> completeReport(rest);
			default -> keep(line);
		}
	}

	private void progress(String[] counts) {
		this.finished = Long.parseLong(counts[0]);
		this.failed = Long.parseLong(counts[1]);
	}

	private void completeReport(String text) {
		try {
			this.report.complete(ClientReport.decode(text));
		}
		catch (PerfException ex) {
			fail(ex);
		}
	}

	private void becomeReady(String endpoint) {
		this.output.forEach(this::show);
		this.output.clear();
		this.ready.complete(endpoint);
	}

	/** What is said before it is ready belongs to its failure, if it fails. */
	private void keep(String line) {
		if (this.ready.isDone()) {
			show(line);
			return;
		}
		this.output.add(line);
		if (this.output.size() > KEPT_LINES) {
			this.output.remove();
		}
	}

	private void show(String line) {
		if (!this.closing) {
			System.err.println("[" + this.name + "] " + line);
		}
	}

	private void ended(int exitCode) {
		if (!this.closing) {
			String said = (this.output.isEmpty()) ? "" : ":\n  " + String.join("\n  ", this.output);
			fail(new PerfException(this.name + " has ended with exit code " + exitCode + said));
		}
	}

	private void fail(PerfException failure) {
		this.ready.completeExceptionally(failure);
		this.report.completeExceptionally(failure);
		this.died.completeExceptionally(failure);
	}

}
