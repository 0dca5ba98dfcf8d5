package io.pigato.interop;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A copy of {@code samples/nodejs-interop} under {@code target} with its packages. Made
 * once and kept; a lock on a file lets runs at the same time wait for each other.
 */
final class NodeInstallation {

	private static final int MIN_NODE_VERSION = 18;

	private static final int VERSION_SECONDS = 20;

	private static final int INSTALL_SECONDS = 50;

	private static final boolean WINDOWS = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");

	private static final Path TARGET = Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("target");

	private NodeInstallation() {
	}

	/**
	 * Makes it, or finds it made.
	 * @return the folder
	 * @throws IOException if Node.js or npm is missing or too old, or the packages cannot
	 * be had, with a message for people
	 */
	static Path prepare() throws IOException {
		String node = version("node");
		version(npm());
		Path folder = Files.createDirectories(TARGET.resolve("nodejs-interop"));
		try (FileChannel channel = FileChannel.open(TARGET.resolve("nodejs-interop.lock"), StandardOpenOption.CREATE,
				StandardOpenOption.WRITE); FileLock lock = channel.lock()) {
			copy(sample(), folder);
			Path stamp = folder.resolve("installed");
			String content = node + Files.readString(folder.resolve("package-lock.json"));
			if (!Files.exists(stamp) || !Files.readString(stamp).equals(content)) {
				install(folder);
				Files.writeString(stamp, content);
			}
		}
		return folder;
	}

	/** The folder for what a build makes. */
	static Path target() {
		return TARGET;
	}

	private static void install(Path folder) throws IOException {
		try {
			run(folder, INSTALL_SECONDS, npm(), "ci", "--no-audit", "--no-fund");
		}
		catch (IOException ex) {
			// a network may fail once
			run(folder, INSTALL_SECONDS, npm(), "ci", "--no-audit", "--no-fund");
		}
	}

	private static Path sample() throws IOException {
		for (Path folder = TARGET; folder != null; folder = folder.getParent()) {
			Path sample = folder.resolve("samples").resolve("nodejs-interop");
			if (Files.exists(sample.resolve("package.json"))) {
				return sample;
			}
		}
		throw new IOException("samples/nodejs-interop is not above " + TARGET);
	}

	private static void copy(Path from, Path to) throws IOException {
		List<Path> files;
		try (Stream<Path> walk = Files.walk(from)) {
			files = walk.filter((path) -> !from.relativize(path).startsWith("node_modules"))
				.filter(Files::isRegularFile)
				.toList();
		}
		for (Path file : files) {
			Path copy = to.resolve(from.relativize(file));
			Files.createDirectories(copy.getParent());
			if (!Files.exists(copy) || Files.mismatch(file, copy) >= 0) {
				Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
			}
		}
	}

	private static String npm() {
		return WINDOWS ? "npm.cmd" : "npm";
	}

	private static String version(String program) throws IOException {
		String version = run(Files.createDirectories(TARGET), VERSION_SECONDS, program, "--version");
		Matcher major = Pattern.compile("v(\\d+)\\.").matcher(version);
		if (major.lookingAt() && Integer.parseInt(major.group(1)) < MIN_NODE_VERSION) {
			throw new IOException(program + " is " + version + ", and at least v" + MIN_NODE_VERSION + " is needed");
		}
		return version;
	}

	private static String run(Path folder, int seconds, String... command) throws IOException {
		Path output = Files.createTempFile(TARGET, "nodejs-interop-", ".log");
		File file = output.toFile();
		Process process = new ProcessBuilder(new ArrayList<>(List.of(command))).directory(folder.toFile())
			.redirectErrorStream(true)
			.redirectInput(ProcessBuilder.Redirect.from(WINDOWS ? new File("NUL") : new File("/dev/null")))
			.redirectOutput(file)
			.start();
		try {
			if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
				throw new IOException(String.join(" ", command) + " did not end within " + seconds + " s");
			}
			// npm writes warnings before the version
			List<String> lines = Files.readAllLines(output);
			if (process.exitValue() != 0 || lines.isEmpty()) {
				throw new IOException(String.join(" ", command) + " failed: " + String.join("\n", lines));
			}
			return lines.get(lines.size() - 1);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("Interrupted during " + String.join(" ", command), ex);
		}
		finally {
			process.descendants().forEach(ProcessHandle::destroyForcibly);
			process.destroyForcibly();
			delete(output);
		}
	}

	private static void delete(Path file) {
		try {
			Files.deleteIfExists(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
