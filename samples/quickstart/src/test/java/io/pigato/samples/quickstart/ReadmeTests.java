package io.pigato.samples.quickstart;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** What the README shows is what is there. */
class ReadmeTests {

	private static final Pattern PROPERTY = Pattern.compile("^\\| `(pigato\\.[a-z.-]+)` \\| (.*?) \\|",
			Pattern.MULTILINE);

	@Test
	void javaIsTakenFromTheSamples() {
		List<Readme.Block> blocks = blocks("java");
		assertThat(blocks).hasSizeGreaterThanOrEqualTo(2)
			.allSatisfy((block) -> assertThat(block.text()).isEqualTo(block.original()));
	}

	@Test
	void dependenciesAndPropertiesAreThoseOfTheSamples() {
		List<Readme.Block> blocks = blocks("xml", "properties");
		assertThat(blocks).hasSizeGreaterThanOrEqualTo(2)
			.allSatisfy((block) -> assertThat(words(block.original())).contains(words(block.text())));
	}

	@Test
	void allPropertiesAreListedWithTheirDefaults() throws IOException {
		Map<String, String> listed = new TreeMap<>();
		PROPERTY.matcher(Readme.text()).results().forEach((row) -> listed.put(row.group(1), row.group(2)));
		assertThat(listed).containsExactlyEntriesOf(properties());
	}

	private static List<Readme.Block> blocks(String... languages) {
		return Readme.blocks().stream().filter((block) -> List.of(languages).contains(block.language())).toList();
	}

	private static String words(String text) {
		return text.replaceAll("\\s+", " ").strip();
	}

	@SuppressWarnings("unchecked")
	private static Map<String, String> properties() throws IOException {
		Map<String, String> properties = new TreeMap<>();
		for (URL file : Collections
			.list(ReadmeTests.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
			Map<String, Object> metadata = new JsonMapper().readValue(file.openStream(), Map.class);
			((List<Map<String, Object>>) metadata.get("properties")).forEach((property) -> {
				String name = String.valueOf(property.get("name"));
				if (name.startsWith("pigato.")) {
					properties.put(name, shown(property.get("defaultValue")));
				}
			});
		}
		return properties;
	}

	private static String shown(Object value) {
		Object single = (value instanceof List<?> list) ? list.get(0) : value;
		return (single != null) ? "`" + single + "`" : "";
	}

}
