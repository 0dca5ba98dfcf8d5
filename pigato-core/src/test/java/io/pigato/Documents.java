package io.pigato;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The repository's documents, for tests that hold them against the code. */
public final class Documents {

	private Documents() {
	}

	/**
	 * The repository's root, wherever within it the tests were started.
	 * @return a directory
	 */
	public static Path root() {
		Path path = Path.of("").toAbsolutePath();
		while (!Files.exists(path.resolve("docs/architecture.md"))) {
			path = Objects.requireNonNull(path.getParent(), "not within the repository");
		}
		return path;
	}

	/**
	 * The text of a file.
	 * @param file relative to the root
	 * @return its text
	 */
	public static String read(String file) {
		try {
			return Files.readString(root().resolve(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The rows of the tables that have a header.
	 * @param markdown a text
	 * @param header the cells of the first row
	 * @return the cells of each row, at least one row
	 */
	public static List<List<String>> table(String markdown, String... header) {
		List<List<String>> rows = new ArrayList<>();
		boolean within = false;
		for (String line : markdown.split("\n")) {
			if (!line.startsWith("|")) {
				within = false;
			}
			else if (cells(line).equals(List.of(header))) {
				within = true;
			}
			else if (within && !line.startsWith("|--")) {
				rows.add(cells(line));
			}
		}
		if (rows.isEmpty() || rows.stream().anyMatch((row) -> row.size() != header.length)) {
			throw new IllegalStateException("No table, or an uneven one, with the header " + Arrays.toString(header));
		}
		return rows;
	}

	/**
	 * What stands in code quotes.
	 * @param cell any text
	 * @return each of them, in order
	 */
	public static List<String> code(String cell) {
		String[] parts = cell.split("`", -1);
		List<String> quoted = new ArrayList<>();
		for (int i = 1; i < parts.length; i += 2) {
			quoted.add(parts[i]);
		}
		return quoted;
	}

	private static List<String> cells(String line) {
		String inner = line.strip();
		return Arrays.stream(inner.substring(1, inner.length() - 1).split("\\|", -1)).map(String::strip).toList();
	}

}
