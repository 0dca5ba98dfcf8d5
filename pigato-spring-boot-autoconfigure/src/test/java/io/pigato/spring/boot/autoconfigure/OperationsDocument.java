package io.pigato.spring.boot.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** The document for operators, as far as tests hold it to be true. */
record OperationsDocument(String text) {

	private static final Pattern ROW = Pattern.compile("^\\| `(pigato\\.[a-z.]+)` \\| ([a-z ]+) \\|([^|]*)\\|",
			Pattern.MULTILINE);

	static OperationsDocument read() {
		try {
			return new OperationsDocument(Files.readString(Path.of("..", "docs", "operations.md")));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Each meter with its kind and the names of its tags. */
	Map<String, String> meters() {
		Map<String, String> meters = new TreeMap<>();
		Matcher row = ROW.matcher(this.text);
		while (row.find()) {
			meters.put(row.group(1), row.group(2).strip() + ": " + row.group(3).replace("`", "").strip());
		}
		return meters;
	}

	/** The block of JSON that follows a mark. */
	String json(String mark) {
		Matcher block = Pattern.compile("<!-- " + mark + " -->\\s+```json\\s+(.*?)```", Pattern.DOTALL)
			.matcher(this.text);
		assertThat(block.find()).as("JSON of %s", mark).isTrue();
		return block.group(1);
	}

}
