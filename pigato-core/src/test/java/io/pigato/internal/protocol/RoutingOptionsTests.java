package io.pigato.internal.protocol;

import java.nio.charset.StandardCharsets;

import io.pigato.internal.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RoutingOptionsTests {

	private static final long DAYS_24 = 24L * 24 * 60 * 60 * 1000;

	@ParameterizedTest
	@ValueSource(strings = { "", "null", "undefined", "{}", " ", " null " })
	void noOptionsCostNothing(String options) {
		assertThat(RoutingOptions.read(Frame.of(options))).isSameAs(RoutingOptions.DEFAULT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "[]", "7", "\"timeout\"", "true", "{", "{\"timeout\":1", "{\"timeout\":1}}",
			"{\"timeout\":1} x", "{'timeout':1}", "{\"timeout\":NaN}", "{\"timeout\":01}", "{\"timeout\":1,}",
			"garbage", "\u0000", "[{\"timeout\":1}]", "{\"other\":{\"timeout\":1,\"retry\":true}}", "{ }" })
	void whatIsNoObjectCountsAsNone(String options) {
		assertThat(RoutingOptions.read(Frame.of(options))).isEqualTo(RoutingOptions.DEFAULT);
	}

	@Test
	void defaultsAreThoseOfTheProtocol() {
		assertThat(RoutingOptions.DEFAULT)
			.isEqualTo(new RoutingOptions(60_000, false, false, null, false, false, false));
	}

	@ParameterizedTest
	@CsvSource({ "1000, 1000", "1000.0, 1000", "1e3, 1000", "0.2, 1", "1.5, 2", "-1, -1", "-0.5, -1", "-1e300, -1",
			"-1e999, -1", "0, 60000", "-0, 60000", "0.0, 60000", "-0.0, 60000", "1e-400, 60000", "null, 60000",
			"true, 60000", "'\"5\"', 60000", "'\"-1\"', 60000", "{}, 60000", "'[-1]', 60000", "99999999999, 2073600000",
			"1e300, 2073600000", "1e999, 2073600000", "2073600001, 2073600000",
			"123456789012345678901234567890, 2073600000" })
	void timeoutIsReadExactly(String json, long millis) {
		assertThat(read("{\"timeout\":" + json + "}").timeoutMillis()).isEqualTo(millis);
		assertThat(RoutingOptions.MAX_TIMEOUT_MILLIS).isEqualTo(DAYS_24).isEqualTo(2073600000L);
	}

	@ParameterizedTest
	@ValueSource(strings = { "true", "1", "-1", "0.1", "1e300", "1e999", "\"1\"", "\"0\"", "\"false\"", "\" \"", "{}",
			"[]", "[0]", "{\"a\":false}" })
	void flagIsSetByWhatJavaScriptTakesForTrue(String json) {
		assertThat(read("{\"retry\":" + json + "}").retry()).isTrue();
		assertThat(read("{\"nocache\":" + json + "}").noCache()).isTrue();
		assertThat(read("{\"persist\":" + json + "}").persist()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "false", "null", "0", "-0", "0.0", "-0.0", "0e9", "1e-999", "\"\"" })
	void flagIsNotSetByWhatJavaScriptTakesForFalse(String json) {
		assertThat(read("{\"retry\":" + json + "}").retry()).isFalse();
		assertThat(read("{\"nocache\":" + json + "}").noCache()).isFalse();
		assertThat(read("{\"persist\":" + json + "}").persist()).isFalse();
	}

	@Test
	void targetIsANonEmptyString() {
		RoutingOptions options = read("{\"workerId\":\"wörker-1\"}");
		assertThat(options.workerId()).isEqualTo(Frame.of("wörker-1"));
		assertThat(options.invalidTarget()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "false", "0", "\"\"", "-0.0" })
	void falsyTargetIsNone(String json) {
		assertThat(read("{\"workerId\":" + json + "}")).isEqualTo(RoutingOptions.DEFAULT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "true", "7", "{}", "[]", "[\"w-1\"]", "{\"workerId\":\"w-1\"}" })
	void targetOfAnotherTypeIsInvalid(String json) {
		RoutingOptions options = read("{\"workerId\":" + json + "}");
		assertThat(options.workerId()).isNull();
		assertThat(options.invalidTarget()).isTrue();
	}

	@Test
	void targetLongerThanAnyIdentityIsInvalid() {
		assertThat(read("{\"workerId\":\"" + "w".repeat(255) + "\"}").workerId()).isNotNull();
		RoutingOptions options = read("{\"workerId\":\"" + "w".repeat(256) + "\"}");
		assertThat(options.workerId()).isNull();
		assertThat(options.invalidTarget()).isTrue();
	}

	@Test
	void extensionsAreAnArray() {
		assertThat(read("{\"ext\":[]}").extensions()).isTrue();
		assertThat(read("{\"ext\":[\"cancel\",{\"a\":[1]}],\"retry\":1}"))
			.isEqualTo(new RoutingOptions(60_000, true, false, null, false, true, false));
		assertThat(read("{\"ext\":null}").extensions()).isFalse();
		assertThat(read("{\"ext\":{\"a\":1}}").extensions()).isFalse();
	}

	@Test
	void lastOfTwoFieldsCounts() {
		RoutingOptions options = read("{\"workerId\":\"a\",\"timeout\":5,\"retry\":1,\"workerId\":null,"
				+ "\"timeout\":\"x\",\"retry\":0,\"ext\":[1],\"ext\":0}");
		assertThat(options).isEqualTo(RoutingOptions.DEFAULT);
		assertThat(read("{\"workerId\":7,\"workerId\":\"b\"}").workerId()).isEqualTo(Frame.of("b"));
		assertThat(read("{\"workerId\":7,\"workerId\":\"b\"}").invalidTarget()).isFalse();
	}

	@Test
	void escapedNamesAreRead() {
		assertThat(read("{\"time\\u006fut\":5,\"\\u0072etry\":true}").timeoutMillis()).isEqualTo(5);
	}

	@Test
	void otherFieldsAreSkippedWhateverTheyHold() {
		String nested = "{\"headers\":{\"timeout\":1,\"a\":[[{\"retry\":true}]]},\"timeout\":7,\"constructor\":1,"
				+ "\"__proto__\":{\"retry\":1},\"\":0}";
		assertThat(read(nested)).isEqualTo(new RoutingOptions(7, false, false, null, false, false, false));
	}

	@Test
	void nodeOptionsAreRead() {
		assertThat(read("{\"timeout\":-1,\"retry\":1,\"nocache\":1,\"workerId\":\"w-1\"}"))
			.isEqualTo(new RoutingOptions(-1, true, true, Frame.of("w-1"), false, false, false));
	}

	@Test
	void malformedUtf8IsReadAsNodeDoes() {
		byte[] bytes = { '{', '"', 'a', '"', ':', '"', (byte) 0xff, '"', ',', '"', 't', 'i', 'm', 'e', 'o', 'u', 't',
				'"', ':', '5', '}' };
		assertThat(RoutingOptions.read(Frame.of(bytes)).timeoutMillis()).isEqualTo(5);
	}

	@Test
	void partOfALargerArrayIsReadForItself() {
		byte[] bytes = "xx{\"timeout\":5}yy".getBytes(StandardCharsets.UTF_8);
		assertThat(RoutingOptions.read(Frame.of(bytes, 2, bytes.length - 4)).timeoutMillis()).isEqualTo(5);
	}

	@Test
	void optionsBeyondTheLimitCountAsNone() {
		String filler = "x".repeat(JsonFrames.MAX_OPTIONS_BYTES - 30);
		assertThat(read("{\"timeout\":5,\"f\":\"" + filler + "\"}").timeoutMillis()).isEqualTo(5);
		assertThat(read("{\"timeout\":5,\"f\":\"" + filler + filler + "\"}")).isEqualTo(RoutingOptions.DEFAULT);
	}

	private static RoutingOptions read(String json) {
		return RoutingOptions.read(Frame.of(json));
	}

}
