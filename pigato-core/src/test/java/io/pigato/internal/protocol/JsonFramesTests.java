package io.pigato.internal.protocol;

import java.nio.charset.StandardCharsets;

import io.pigato.internal.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class JsonFramesTests {

	@ParameterizedTest
	@ValueSource(strings = { "", "null", "undefined", " ", "\r\n\t ", " null", "null ", "\nnull\n", " undefined " })
	void isNothing(String text) {
		assertThat(JsonFrames.isNothing(Frame.of(text))).isTrue();
		assertThat(JsonFrames.orNull(Frame.of(text))).isSameAs(JsonFrames.NULL);
		assertThat(JsonFrames.orEmptyObject(Frame.of(text))).isSameAs(JsonFrames.EMPTY_OBJECT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "0", "false", "\"\"", "nul", "nulls", "null null", "n ull", "NULL", "undefine",
			"undefinedx", "\"null\"", "x", "\u0000", "null\u0000" })
	void isSomething(String text) {
		Frame frame = Frame.of(text);
		assertThat(JsonFrames.isNothing(frame)).isFalse();
		assertThat(JsonFrames.orNull(frame)).isSameAs(frame);
		assertThat(JsonFrames.orEmptyObject(frame)).isSameAs(frame);
	}

	@Test
	void whatIsLongIsSomethingAndNotReadThrough() {
		assertThat(JsonFrames.isNothing(Frame.of(" ".repeat(64)))).isTrue();
		Frame blanks = Frame.of(" ".repeat(65));
		assertThat(JsonFrames.isNothing(blanks)).isFalse();
		assertThat(JsonFrames.orNull(blanks)).isSameAs(blanks);
	}

	@Test
	void partOfALargerArrayIsTakenForItself() {
		Frame frame = Frame.of("xnullx".getBytes(StandardCharsets.UTF_8), 1, 4);
		assertThat(JsonFrames.isNothing(frame)).isTrue();
	}

}
