package io.pigato.internal.protocol;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.pigato.internal.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DirectoryPublicationTests {

	@Test
	void directoryComesBackAsItWasWritten() {
		Map<String, List<String>> directory = new LinkedHashMap<>();
		directory.put("echo", List.of("w-1", "w-2"));
		directory.put("größe@1.2.0", List.of());
		directory.put("a\"b\\c\n\u0000", List.of("\"w\""));
		directory.put("__proto__", List.of("w-3"));
		Frame frame = DirectoryPublication.encode(directory);
		assertThat(frame.text()).isEqualTo("$dir {\"echo\":[\"w-1\",\"w-2\"],\"größe@1.2.0\":[],"
				+ "\"a\\\"b\\\\c\\n\\u0000\":[\"\\\"w\\\"\"],\"__proto__\":[\"w-3\"]}");
		assertThat(DirectoryPublication.decode(frame)).isEqualTo(directory);
		assertThat(DirectoryPublication.encodeDirectory(directory).text()).isEqualTo(frame.text().substring(5));
	}

	@Test
	void emptyDirectoryIsAnEmptyObject() {
		assertThat(DirectoryPublication.encode(Map.of())).isEqualTo(Frame.of("$dir {}"));
		assertThat(DirectoryPublication.decode(Frame.of("$dir {}"))).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "$dir", "$dir ", "$dir null", "$dir []", "$dir {", "$dir {\"a\":[\"b\"]} x", "{}",
			"$dirx {\"a\":[\"b\"]}", "{\"a\":[\"b\"]}" })
	void whatIsNoPublicationIsReadAsAnEmptyOne(String text) {
		assertThat(DirectoryPublication.decode(Frame.of(text))).isEmpty();
	}

	@Test
	void partsOfAnotherTypeArePassedOver() {
		Frame frame = Frame.of("$dir {\"a\":[\"w\",1,null,[\"x\"],{\"y\":\"z\"},\"v\"],\"b\":{},\"c\":\"d\",\"e\":[]}");
		assertThat(DirectoryPublication.decode(frame)).containsExactly(Map.entry("a", List.of("w", "v")),
				Map.entry("e", List.of()));
	}

	@Test
	void largeDirectoryIsRead() {
		Map<String, List<String>> directory = new LinkedHashMap<>();
		for (int i = 0; i < 50_000; i++) {
			directory.put("service-" + i, List.of("worker-" + i + "-0123456789abcdef"));
		}
		Frame frame = DirectoryPublication.encode(directory);
		assertThat(frame.length()).isGreaterThan(JsonFrames.MAX_OPTIONS_BYTES);
		assertThat(DirectoryPublication.decode(frame)).isEqualTo(directory);
	}

}
