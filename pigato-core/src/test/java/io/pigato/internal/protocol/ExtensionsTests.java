package io.pigato.internal.protocol;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.pigato.internal.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ExtensionsTests {

	@Test
	void namesComeBackAsTheyWereWritten() {
		Frame frame = Extensions.encode(List.of(Extensions.CANCEL, Extensions.ERROR));
		assertThat(frame).isEqualTo(Frame.of("{\"ext\":[\"cancel\",\"error\"]}"));
		assertThat(Extensions.decode(frame)).containsExactlyInAnyOrder("cancel", "error");
		assertThat(Extensions.decode(Extensions.encode(List.of("\"\\\n")))).containsExactly("\"\\\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{}", "null", "[\"cancel\"]", "{\"ext\":\"cancel\"}", "{\"ext\":[\"cancel\"]",
			"{\"ext\":[\"cancel\"]}]", "cancel", "{\"other\":{\"ext\":[\"cancel\"]}}" })
	void anythingElseNamesNone(String json) {
		assertThat(Extensions.decode(Frame.of(json))).isEmpty();
	}

	@Test
	void namesAreBounded() {
		String many = IntStream.range(0, 10_000).mapToObj((i) -> "\"e" + i + "\"").collect(Collectors.joining(","));
		assertThat(Extensions.decode(Frame.of("{\"ext\":[" + many + "]}"))).hasSize(64);
		assertThat(Extensions.decode(Frame.of("{\"ext\":[\"" + "x".repeat(65) + "\"]}"))).isEmpty();
	}

}
