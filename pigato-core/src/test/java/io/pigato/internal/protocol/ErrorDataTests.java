package io.pigato.internal.protocol;

import io.pigato.internal.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ErrorDataTests {

	@Test
	void textIsWrittenAsAJsonString() {
		assertThat(ErrorData.encode("größer \"als\"\n\u0001\\"))
			.isEqualTo(Frame.of("\"größer \\\"als\\\"\\n\\u0001\\\\\""));
		assertThat(ErrorData.encode("😀")).isEqualTo(Frame.of("\"😀\""));
	}

	@Test
	void emptyTextIsWrittenAsACode() {
		assertThat(ErrorData.encode("")).isEqualTo(Frame.of("\"W_INTERNAL\""));
	}

	@Test
	void brokenSurrogateDoesNotFail() {
		assertThat(ErrorData.encode("a\ud83d")).isEqualTo(Frame.of("\"a?\""));
	}

	@Test
	void longTextIsCutBothWays() {
		Frame data = ErrorData.encode("x".repeat(100_000));
		assertThat(data.length()).isBetween(ErrorData.MAX_CHARS, ErrorData.MAX_CHARS + 10);
		assertThat(ErrorData.text(data)).hasSize(ErrorData.MAX_CHARS).endsWith("x…");
		assertThat(ErrorData.text(Frame.of("\"" + "y".repeat(50_000) + "\""))).hasSize(ErrorData.MAX_CHARS)
			.startsWith("yy");
		assertThat(ErrorData.text(Frame.of("\"" + "z".repeat(5_000_000) + "\""))).hasSize(ErrorData.MAX_CHARS)
			.startsWith("\"zz");
	}

	@Test
	void cutDoesNotTearACharacter() {
		String text = ErrorData.text(ErrorData.encode("x" + "😀".repeat(10_000)));
		assertThat(text).hasSizeLessThanOrEqualTo(ErrorData.MAX_CHARS).endsWith("😀…");
		assertThat(ErrorData.text(ErrorData.encode("😀".repeat(10_000)))).endsWith("😀…");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '\'', textBlock = """
			'"failed"', failed
			' "f\\u00fcr" ', für
			'{"message":"failed","code":7}', failed
			'{"message":"first","message":"last"}', last
			'{"message":7}', '{"message":7}'
			'{"message":""}', '{"message":""}'
			'{"message":{"message":"inner"}}', '{"message":{"message":"inner"}}'
			'{"error":"failed"}', '{"error":"failed"}'
			'["failed"]', '["failed"]'
			'42', 42
			'true', true
			'"failed" trailing', '"failed" trailing'
			'failed', failed
			'{"message":"broken"', '{"message":"broken"'
			'', W_INTERNAL
			'""', W_INTERNAL
			'null', W_INTERNAL
			'undefined', W_INTERNAL
			'false', W_INTERNAL
			'0', W_INTERNAL
			""")
	void anyDataIsReadAsText(String data, String text) {
		assertThat(ErrorData.text(Frame.of(data))).isEqualTo(text);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "null", "undefined", "\"\"", " \"\" ", "false", "0", "-0", "0.0", "0.00e7", "-0.0E+9" })
	void dataThatJavaScriptTakesForFalseIsReplaced(String data) {
		assertThat(ErrorData.orDefault(Frame.of(data))).isEqualTo(Frame.of("\"W_INTERNAL\""));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"x\"", "\" \"", "{}", "[]", "1", "-1", "0.1", "0.01e5", "true", "\"0\"", "\"false\"",
			"-", "falsey", "garbage" })
	void otherDataIsSentAsItIs(String data) {
		Frame frame = Frame.of(data);
		assertThat(ErrorData.orDefault(frame)).isSameAs(frame);
	}

}
