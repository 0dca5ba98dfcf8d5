package io.pigato.internal.protocol;

import io.pigato.ErrorCodes;
import io.pigato.internal.Frame;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Reply options, and the error in them. */
class ReplyOptionsTests {

	@ParameterizedTest
	@ValueSource(strings = { "", "{}", "undefined", "null" })
	void noOptionsCostNothing(String options) {
		assertThat(ReplyOptions.read(Frame.of(options))).isSameAs(ReplyOptions.NONE);
	}

	@ParameterizedTest
	@CsvSource({ "5000, 5000", "0.5, 1", "1e3, 1000", "0, 0", "-5, 0", "1e999, 2073600000", "'\"5\"', 0", "true, 0",
			"null, 0", "{}, 0" })
	void cacheIsAPositiveNumber(String json, long millis) {
		assertThat(read("{\"cache\":" + json + "}").cacheMillis()).isEqualTo(millis);
	}

	@Test
	void cacheComesBackAsItWasWritten() {
		assertThat(ReplyOptions.encode(5000)).isEqualTo(Frame.of("{\"cache\":5000}"));
		assertThat(ReplyOptions.encode(0)).isSameAs(JsonFrames.EMPTY_OBJECT);
	}

	@Test
	void errorComesBackAsItWasWritten() {
		ReplyError error = new ReplyError("NO_STOCK", "größe \"38\"\n", Frame.of("{\"left\":[1,2.50]}"), true);
		ReplyBody body = error.toBody();
		assertThat(body).isEqualTo(new ReplyBody(ReplyCode.ERROR, Frame.of("\"größe \\\"38\\\"\\n\""),
				Frame.of("{\"error\":{\"code\":\"NO_STOCK\",\"message\":\"größe \\\"38\\\"\\n\","
						+ "\"details\":{\"left\":[1,2.50]},\"retryable\":true}}")));
		assertThat(ReplyOptions.read(body.options())).isEqualTo(new ReplyOptions(0, error));
	}

	@Test
	void errorWithoutMessageShowsItsCode() {
		ReplyError error = new ReplyError("NO_STOCK", null, null, false);
		assertThat(error.toBody()).isEqualTo(new ReplyBody(ReplyCode.ERROR, Frame.of("\"NO_STOCK\""),
				Frame.of("{\"error\":{\"code\":\"NO_STOCK\",\"retryable\":false}}")));
		assertThat(ReplyOptions.read(error.toBody().options()).error()).isEqualTo(error);
		assertThat(new ReplyError("NO_STOCK", "", null, false).toBody().data()).isEqualTo(Frame.of("\"NO_STOCK\""));
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '\'', textBlock = """
			'{"a":{"b":"}]"}}'
			'[1, 2 ,3]'
			'"text with \\" and \\u00e9"'
			'-12.50e+3'
			'0'
			'true'
			'false'
			'"😀 größe"'
			'""'
			'[]'
			""")
	void detailsAreKeptAsTheyStand(String details) {
		String json = "{\"error\":{\"details\": " + details + " ,\"code\":\"X\",\"other\":[{}]},\"cache\":7}";
		assertThat(read(json)).isEqualTo(new ReplyOptions(7, new ReplyError("X", null, Frame.of(details), false)));
		json = "{\"größe\":\"😀\",\"error\":{\"code\":\"X\",\"details\":" + details + "}}";
		assertThat(error(json)).isEqualTo(new ReplyError("X", null, Frame.of(details), false));
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "7", "\"X\"", "[]", "{}", "{\"code\":\"\"}", "{\"code\":7}", "{\"message\":\"x\"}",
			"{\"code\":\"X\",\"code\":null}" })
	void errorWithoutCodeIsNone(String json) {
		assertThat(error("{\"error\":" + json + "}")).isNull();
	}

	@Test
	void codeBeyondTheLimitIsNone() {
		assertThat(error("{\"error\":{\"code\":\"" + "X".repeat(255) + "\"}}")).isNotNull();
		assertThat(error("{\"error\":{\"code\":\"" + "X".repeat(256) + "\"}}")).isNull();
	}

	@Test
	void partsOfAnotherTypeAreLeftOut() {
		assertThat(error("{\"error\":{\"code\":\"X\",\"message\":7,\"details\":null,\"retryable\":0}}"))
			.isEqualTo(new ReplyError("X", null, null, false));
	}

	@Test
	void longMessageIsCutBothWays() {
		String text = "x".repeat(100_000);
		ReplyBody body = new ReplyError("X", text, null, false).toBody();
		assertThat(body.options().length()).isLessThan(ErrorData.MAX_CHARS + 100);
		ReplyError read = error("{\"error\":{\"code\":\"X\",\"message\":\"" + text + "\"}}");
		assertThat(read).isNotNull();
		assertThat(read.message()).hasSize(ErrorData.MAX_CHARS);
	}

	@Test
	void brokenSurrogatesDoNotFail() {
		ReplyBody body = new ReplyError("\ud83d", "\ude00", null, false).toBody();
		assertThat(error(body.options().text())).isEqualTo(new ReplyError("?", "?", null, false));
	}

	@Test
	void brokerErrorShowsItsCodeAndExplainsItselfInTheOptions() {
		ReplyBody body = BrokerError.of(ErrorCodes.QUEUE_FULL, "too many wait");
		assertThat(body.code()).isEqualTo(ReplyCode.ERROR);
		assertThat(body.data()).isEqualTo(Frame.of("\"B_QUEUE_FULL\""));
		assertThat(error(body.options().text())).isEqualTo(new ReplyError("B_QUEUE_FULL", "too many wait", null, true));
	}

	@ParameterizedTest
	@CsvSource({ "B_QUEUE_FULL, true", "B_NO_WORKER, true", "B_SHUTDOWN, true", "B_WORKER_LOST, false",
			"B_TARGET_NOT_FOUND, false", "B_LIMIT, false", "CANCELLED, false" })
	void brokerErrorSaysWhetherAskingAgainCanHelp(String code, boolean retryable) {
		ReplyError error = error(BrokerError.of(code, "m").options().text());
		assertThat(error).isEqualTo(new ReplyError(code, "m", null, retryable));
	}

	private static ReplyOptions read(String json) {
		return ReplyOptions.read(Frame.of(json));
	}

	private static @Nullable ReplyError error(String json) {
		return read(json).error();
	}

}
