package io.pigato.internal.protocol;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;

/**
 * The golden messages among the test resources: those captured from Node.js, and those
 * written by hand.
 */
final class GoldenFrames {

	private GoldenFrames() {
	}

	/**
	 * All of them.
	 * @return {@code folder/row/name} → message
	 */
	static Map<String, Message> all() {
		Map<String, Message> messages = new LinkedHashMap<>();
		for (String folder : List.of("nodejs", "written")) {
			for (Path file : files(folder)) {
				read(folder + "/" + file.getFileName().toString().replace(".txt", ""), file, messages);
			}
		}
		return messages;
	}

	private static List<Path> files(String folder) {
		try {
			Path path = Path.of(Objects.requireNonNull(GoldenFrames.class.getResource("/golden/" + folder)).toURI());
			try (Stream<Path> files = Files.list(path)) {
				return files.sorted().toList();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void read(String row, Path file, Map<String, Message> messages) {
		Map<String, List<Frame>> blocks = new LinkedHashMap<>();
		List<Frame> frames = new ArrayList<>();
		for (String line : lines(file)) {
			if (line.startsWith("[")) {
				frames = new ArrayList<>();
				blocks.put(row + "/" + line.substring(1, line.indexOf(']')), frames);
			}
			else if (line.startsWith("|")) {
				frames.add(unescape(line.substring(1)));
			}
		}
		blocks.forEach((name, block) -> messages.put(name, Message.of(block.toArray(new Frame[0]))));
	}

	private static List<String> lines(Path file) {
		try {
			return Files.readAllLines(file, StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Frame unescape(String text) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		int index = 0;
		while (index < text.length()) {
			if (text.charAt(index) != '\\') {
				bytes.write(text.charAt(index++));
			}
			else if (text.charAt(index + 1) == 'x') {
				bytes.write(Integer.parseInt(text.substring(index + 2, index + 4), 16));
				index += 4;
			}
			else {
				bytes.write('\\');
				index += 2;
			}
		}
		return Frame.of(bytes.toByteArray());
	}

}
