package io.pigato.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which case passed in which combination, printed and written to
 * {@code target/interop-table.md} at the end of a run.
 */
final class InteropTable implements AutoCloseable {

	private final Map<String, Map<Combination, String>> rows = new TreeMap<>();

	/**
	 * Enters a result.
	 * @param method the test, whose name is a sentence
	 * @param combination the column
	 * @param result a word or two
	 */
	synchronized void enter(String method, Combination combination, String result) {
		String sentence = method.replaceAll("\\(.*", "").replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
		this.rows.computeIfAbsent(sentence, (row) -> new EnumMap<>(Combination.class)).put(combination, result);
	}

	@Override
	public synchronized void close() throws IOException {
		if (this.rows.isEmpty()) {
			return;
		}
		StringBuilder text = new StringBuilder("# Client → broker → worker: what passed\n\n| case |");
		Stream.of(Combination.values()).forEach((combination) -> text.append(' ').append(combination).append(" |"));
		text.append("\n|---|").append("---|".repeat(Combination.values().length)).append('\n');
		this.rows.forEach((row, cells) -> text.append("| ")
			.append(row)
			.append(Stream.of(Combination.values())
				.map((combination) -> cells.getOrDefault(combination, "–"))
				.collect(Collectors.joining(" | ", " | ", " |\n"))));
		Path file = NodeInstallation.target().resolve("interop-table.md");
		Files.writeString(file, text);
		System.out.println(text);
	}

}
