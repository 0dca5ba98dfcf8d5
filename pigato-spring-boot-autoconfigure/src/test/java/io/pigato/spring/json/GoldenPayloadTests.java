package io.pigato.spring.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.pigato.payload.JacksonPayloadCodec;
import io.pigato.payload.PayloadCodec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What goes over the wire, to the byte, whichever Jackson writes it. */
class GoldenPayloadTests {

	private static final PayloadCodec JACKSON2 = new JacksonPayloadCodec();

	private static final PayloadCodec JACKSON3 = new JsonMapperPayloadCodec(bootMapper());

	@ParameterizedTest
	@MethodSource("payloads")
	void bothCodecsWriteTheSameBytes(@Nullable Object value, String golden) {
		assertThat(JACKSON2.encode(value)).asString(StandardCharsets.UTF_8).isEqualTo(golden);
		assertThat(JACKSON3.encode(value)).asString(StandardCharsets.UTF_8).isEqualTo(golden);
	}

	static Stream<Arguments> payloads() {
		Map<String, Object> mixed = new LinkedHashMap<>();
		mixed.put("z", null);
		mixed.put("a", List.of(1, true, 1.5));
		return Stream.of(arguments(null, "null"), arguments("größer 😀\n", "\"größer 😀\\n\""), arguments(42L, "42"),
				arguments(new BigDecimal("1.10"), "1.10"), arguments(new byte[] { 1, 2 }, "\"AQI=\""),
				arguments(Instant.parse("2026-11-01T12:30:00.5Z"), "\"2026-11-01T12:30:00.500Z\""),
				arguments(LocalDate.of(1999, 12, 31), "\"1999-12-31\""),
				arguments(Duration.ofMillis(1500), "\"PT1.5S\""), arguments(Optional.of(1), "1"),
				arguments(Optional.empty(), "null"), arguments(mixed, "{\"z\":null,\"a\":[1,true,1.5]}"),
				arguments(new Order("o-1", List.of(new Line("PIG", 2)), Optional.empty(), State.SENT),
						"{\"number\":\"o-1\",\"lines\":[{\"symbol\":\"PIG\",\"count\":2}],\"note\":null,"
								+ "\"state\":\"sent\"}"),
				arguments(new Bean(), "{\"alpha\":1,\"zulu\":true}"));
	}

	private static JsonMapper bootMapper() {
		JsonMapper[] mapper = new JsonMapper[1];
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class))
			.run((context) -> mapper[0] = context.getBean(JsonMapper.class));
		return mapper[0];
	}

	record Order(String number, List<Line> lines, Optional<String> note, State state) {

	}

	record Line(String symbol, int count) {

	}

	enum State {

		SENT;

		@Override
		public String toString() {
			return "sent";
		}

	}

	static final class Bean {

		public boolean isZulu() {
			return true;
		}

		public int getAlpha() {
			return 1;
		}

	}

}
