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

import io.pigato.transport.Transport;

/**
 * Which case passed in which combination on which engine, printed and written to
 * {@code target/interop-table-1.md} at the end of a run, or with another number where
 * several processes share the tests.
 */
final class InteropTable implements AutoCloseable {

	private final Map<Transport, Map<String, Map<Combination, String>>> engines = new EnumMap<>(Transport.class);

	/**
	 * Enters a result.
	 * @param method the test, whose name is a sentence
	 * @param setting the table and its column
	 * @param result a word or two
	 */
	synchronized void enter(String method, Setting setting, String result) {
		String sentence = method.replaceAll("\\(.*", "").replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
		this.engines.computeIfAbsent(setting.engine(), (engine) -> new TreeMap<>())
			.computeIfAbsent(sentence, (row) -> new EnumMap<>(Combination.class))
			.put(setting.combination(), result);
	}

	@Override
	public synchronized void close() throws IOException {
		if (this.engines.isEmpty()) {
			return;
		}
		StringBuilder text = new StringBuilder("# Client → broker → worker: what passed\n");
		this.engines.forEach((engine, rows) -> append(text, engine, rows));
		Path file = NodeInstallation.target()
			.resolve("interop-table-%s.md".formatted(System.getProperty("surefire.forkNumber", "1")));
		Files.writeString(file, text);
		System.out.println(text);
	}

	private static void append(StringBuilder text, Transport engine, Map<String, Map<Combination, String>> rows) {
		text.append("\n## On ").append(engine).append("\n\n| case |");
		Stream.of(Combination.values()).forEach((combination) -> text.append(' ').append(combination).append(" |"));
		text.append("\n|---|").append("---|".repeat(Combination.values().length)).append('\n');
		rows.forEach((row, cells) -> text.append("| ")
			.append(row)
			.append(Stream.of(Combination.values())
				.map((combination) -> cells.getOrDefault(combination, "–"))
				.collect(Collectors.joining(" | ", " | ", " |\n"))));
	}

}
