package io.pigato.samples.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The project's README and its page on migration, and what they show. */
final class Readme {

	private static final Path ROOT = Path.of("..", "..");

	private static final Pattern BLOCK = Pattern.compile("(?:<!-- (\\S+) -->\n)?```([a-z]+)\n(.*?)```", Pattern.DOTALL);

	private static final Pattern LOG_PREFIX = Pattern.compile("^\\d{4}-.* : ");

	private Readme() {
	}

	/**
	 * A block of code.
	 *
	 * @param source the file that it is taken from, with the name of a region after a
	 * hash; {@code null} if it says none
	 * @param language what it is written in
	 * @param text what it holds
	 */
	record Block(String source, String language, String text) {

		/** What the source holds there. */
		String original() {
			String[] parts = this.source.split("#");
			String file = read(parts[0]);
			return (parts.length == 1) ? file
					: region(file.replace("\t", "    "), parts[1]).stripTrailing().stripIndent() + "\n";
		}

	}

	static List<Block> blocks() {
		return BLOCK.matcher(text() + read("docs/migration.md")).results().map(Readme::block).toList();
	}

	static String text() {
		return read("README.md");
	}

	/** What the first command prints, as the README shows it. */
	static String firstOutput() {
		return blocks().stream().filter((block) -> block.language().equals("text")).findFirst().orElseThrow().text();
	}

	/** The lines without time, process and logger, and with one port for all. */
	static List<String> withoutLogPrefixes(String output) {
		return output.lines()
			.map((line) -> LOG_PREFIX.matcher(line).replaceFirst(""))
			.map((line) -> line.replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:PORT"))
			.toList();
	}

	private static Block block(MatchResult found) {
		return new Block(found.group(1), found.group(2), found.group(3));
	}

	private static String region(String file, String tag) {
		int start = file.indexOf('\n', file.indexOf("tag::" + tag + "[]")) + 1;
		int end = file.lastIndexOf('\n', file.indexOf("end::" + tag + "[]")) + 1;
		return file.substring(start, end);
	}

	private static String read(String path) {
		try (Stream<String> lines = Files.lines(ROOT.resolve(path))) {
			return String.join("\n", lines.toList()) + "\n";
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
