package io.pigato.chaos;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A process with one broker, client or worker, which takes commands and can be killed and
 * stopped. None outlives this JVM.
 */
final class ChildJvm {

	/** The exit code of what was ended by signal 9. */
	private static final int KILLED = 128 + 9;

	private static final int SECONDS = 60;

	private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

	static {
		Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
	}

	private final String name;

	private final Process process;

	private final BufferedWriter in;

	private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

	private volatile int asked;

	private ChildJvm(String name, Process process) {
		this.name = name;
		this.process = process;
		this.in = process.outputWriter(StandardCharsets.UTF_8);
	}

	static ChildJvm start(Class<?> role, ChildSettings settings) {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
						"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xshare:auto",
						"-Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener", "-cp",
						System.getProperty("java.class.path"), role.getName()));
		command.addAll(settings.arguments());
		try {
			Process process = new ProcessBuilder(command)
				.redirectError(
						ProcessBuilder.Redirect.appendTo(settings.folder().resolve(settings.name() + ".log").toFile()))
				.start();
			RUNNING.add(process);
			process.onExit().thenRun(() -> RUNNING.remove(process));
			ChildJvm child = new ChildJvm(settings.name(), process);
			Thread reader = new Thread(child::read, "chaos-reader-" + child.name);
			reader.setDaemon(true);
			reader.start();
			return child;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	String name() {
		return this.name;
	}

	/** How many requests it has said it has made. */
	int asked() {
		return this.asked;
	}

	/** The next line it prints. */
	String nextLine() throws InterruptedException {
		String line = this.lines.poll(SECONDS, TimeUnit.SECONDS);
		assertThat(line).as("a line of " + this.name).isNotNull();
		return String.valueOf(line);
	}

	void command(String what) {
		try {
			this.in.write(what);
			this.in.newLine();
			this.in.flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(this.name + " takes no commands", ex);
		}
	}

	/**
	 * Kills it, as {@code kill -9} does, and makes sure that this is how it has ended.
	 * @return when
	 */
	long kill() throws InterruptedException {
		assertThat(this.process.isAlive()).as(this.name + " lives until it is killed").isTrue();
		long now = System.nanoTime();
		this.process.destroyForcibly();
		assertThat(exitCode()).as("exit code of " + this.name).isEqualTo(KILLED);
		return now;
	}

	/**
	 * Has it stand still, and makes sure that it does.
	 * @return since when
	 */
	long stop() throws IOException, InterruptedException {
		signal("STOP");
		long now = System.nanoTime();
		await().atMost(SECONDS, TimeUnit.SECONDS).pollInterval(1, TimeUnit.MILLISECONDS).until(this::isStopped);
		return now;
	}

	void resume() throws IOException, InterruptedException {
		signal("CONT");
	}

	/** Has it end in good order, and makes sure that it does. */
	void end() throws InterruptedException {
		command("end");
		assertThat(exitCode()).as("exit code of " + this.name).isZero();
	}

	/** Ends it, whatever it does. */
	void destroy() {
		this.process.destroyForcibly();
	}

	private boolean isStopped() throws IOException {
		Path stat = Path.of("/proc", String.valueOf(this.process.pid()), "stat");
		if (!Files.exists(stat)) {
			return this.process.isAlive();
		}
		String text = Files.readString(stat);
		return text.charAt(text.lastIndexOf(')') + 2) == 'T';
	}

	private int exitCode() throws InterruptedException {
		assertThat(this.process.waitFor(SECONDS, TimeUnit.SECONDS)).as("the end of " + this.name).isTrue();
		assertThat(ProcessHandle.of(this.process.pid())).as("process " + this.name).isNotPresent();
		return this.process.exitValue();
	}

	private void signal(String which) throws IOException, InterruptedException {
		Process kill = new ProcessBuilder("kill", "-" + which, String.valueOf(this.process.pid())).start();
		assertThat(kill.waitFor()).as("kill -" + which + " " + this.name).isZero();
	}

	private void read() {
		try (BufferedReader out = this.process.inputReader(StandardCharsets.UTF_8)) {
			for (String line = out.readLine(); line != null; line = out.readLine()) {
				if (line.startsWith("asked ")) {
					this.asked = Integer.parseInt(line.substring(line.indexOf(' ') + 1));
				}
				else {
					this.lines.add(line);
				}
			}
		}
		catch (IOException ex) {
			// it was killed in the middle of a line
		}
	}

}
