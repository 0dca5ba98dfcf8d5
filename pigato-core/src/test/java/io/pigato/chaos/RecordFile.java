package io.pigato.chaos;

import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * What one process did, a line an event. A line is handed to the operating system whole
 * and at once: what was recorded is there, even if the process is killed right then.
 */
final class RecordFile implements AutoCloseable {

	static final String ENDING = ".record";

	private final OutputStream out;

	RecordFile(Path folder, String process) {
		try {
			this.out = new FileOutputStream(folder.resolve(process + ENDING).toFile(), true);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** An event of now; no word may contain a blank. */
	void add(Event event, Object... words) {
		add(System.nanoTime(), event, words);
	}

	void add(long nanos, Event event, Object... words) {
		StringBuilder line = new StringBuilder(64).append(nanos).append(' ').append(event);
		for (Object word : words) {
			line.append(' ').append(word);
		}
		byte[] bytes = line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
		try {
			synchronized (this.out) {
				this.out.write(bytes);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Something was thrown where nobody catches it. */
	void thrown(Throwable what) {
		add(Event.THROWN, String.valueOf(what).replaceAll("\\s+", "_"));
	}

	@Override
	public void close() throws IOException {
		this.out.close();
	}

	/** Reads a record; half a line at its end was never recorded. */
	static void read(Path file, Consumer<Line> to) throws IOException {
		String process = file.getFileName().toString().replace(ENDING, "");
		boolean whole = endsWithANewLine(file);
		try (BufferedReader in = Files.newBufferedReader(file)) {
			String line = in.readLine();
			while (line != null) {
				@Nullable String next = in.readLine();
				if (next != null || whole) {
					to.accept(Line.parse(process, line));
				}
				line = next;
			}
		}
	}

	private static boolean endsWithANewLine(Path file) throws IOException {
		try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
			if (bytes.length() == 0) {
				return true;
			}
			bytes.seek(bytes.length() - 1);
			return bytes.read() == '\n';
		}
	}

}
