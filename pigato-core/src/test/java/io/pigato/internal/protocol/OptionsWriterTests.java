package io.pigato.internal.protocol;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.pigato.PigatoPayloadException;
import io.pigato.RequestOptions;
import io.pigato.internal.Frame;
import io.pigato.payload.JacksonPayloadCodec;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class OptionsWriterTests {

	private final JacksonPayloadCodec codec = new JacksonPayloadCodec();

	@Test
	void defaultsAreATimeoutAlone() {
		assertThat(write(60_000, RequestOptions.DEFAULT, List.of())).isEqualTo("{\"timeout\":60000}");
		assertThat(write(-1, RequestOptions.DEFAULT, List.of())).isEqualTo("{\"timeout\":-1}");
	}

	@Test
	void everyOptionIsWritten() {
		RequestOptions options = RequestOptions.DEFAULT.withRetry(true)
			.withNoCache(true)
			.withWorkerId("wörker \"1\"")
			.withHeader("traceparent", "00-1-2-01")
			.withOther("persist", true);
		assertThat(write(5, options, List.of("cancel"))).isEqualTo("{\"timeout\":5,\"retry\":true,\"nocache\":true,"
				+ "\"workerId\":\"wörker \\\"1\\\"\",\"headers\":{\"traceparent\":\"00-1-2-01\"},"
				+ "\"ext\":[\"cancel\"],\"persist\":true}");
	}

	@Test
	void brokerReadsWhatIsWritten() {
		RequestOptions options = RequestOptions.DEFAULT.withTimeout(Duration.ofSeconds(5))
			.withRetry(true)
			.withWorkerId("w-1")
			.withOther("persist", 1);
		Frame frame = OptionsWriter.write(5000, options, List.of("cancel"), this.codec::encode);
		assertThat(RoutingOptions.read(frame))
			.isEqualTo(new RoutingOptions(5000, true, false, Frame.of("w-1"), false, true, true));
	}

	@Test
	void furtherOptionsNeverReplaceTheKnownOnes() {
		Map<String, Object> others = Map.of("timeout", 1, "retry", true, "nocache", true, "workerId", "x", "headers", 1,
				"ext", List.of());
		RequestOptions options = new RequestOptions(null, false, false, null, Map.of(), others);
		assertThat(write(-1, options, List.of())).isEqualTo("{\"timeout\":-1}");
	}

	@Test
	void furtherOptionsMayHoldAnyJson() {
		RequestOptions options = RequestOptions.DEFAULT.withOther("a \"b\"", Map.of("größe", List.of(1, 2.5, "😀")));
		assertThat(write(1, options, List.of()))
			.isEqualTo("{\"timeout\":1,\"a \\\"b\\\"\":{\"größe\":[1,2.5,\"😀\"]}}");
	}

	@Test
	void valueOfNoBytesIsWrittenAsNull() {
		Frame frame = OptionsWriter.write(1, RequestOptions.DEFAULT.withOther("a", "b"), List.of(),
				(value) -> new byte[0]);
		assertThat(frame).isEqualTo(Frame.of("{\"timeout\":1,\"a\":null}"));
	}

	@Test
	void failureOfTheValueEncoderPasses() {
		RequestOptions options = RequestOptions.DEFAULT.withOther("a", "b");
		assertThatExceptionOfType(PigatoPayloadException.class)
			.isThrownBy(() -> OptionsWriter.write(1, options, List.of(), (value) -> {
				throw new PigatoPayloadException("no " + value);
			}))
			.withMessage("no b");
	}

	@Test
	void brokenSurrogatesDoNotFail() {
		RequestOptions options = RequestOptions.DEFAULT.withHeader("a\ud83d", "\ude00");
		assertThat(write(1, options, List.of())).isEqualTo("{\"timeout\":1,\"headers\":{\"a?\":\"?\"}}");
	}

	private String write(long timeout, RequestOptions options, List<String> ext) {
		Frame frame = OptionsWriter.write(timeout, options, ext, this.codec::encode);
		return new String(frame.array(), StandardCharsets.UTF_8);
	}

}
