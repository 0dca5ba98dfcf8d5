package io.pigato.spring.json;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.pigato.PigatoPayloadException;
import io.pigato.payload.JacksonPayloadCodec;
import io.pigato.payload.PayloadCodec;
import io.pigato.payload.PayloadType;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** The mapper is the one that Spring Boot configures; the measure is core's codec. */
class JsonMapperPayloadCodecTests {

	private static final PayloadCodec CORE = new JacksonPayloadCodec();

	private final PayloadCodec codec = new JsonMapperPayloadCodec(bootMapper());

	@ParameterizedTest
	@MethodSource("values")
	void bytesAreThoseOfCoreAndComeBackAsTheyWere(@Nullable Object value, Type type) {
		byte[] json = this.codec.encode(value);
		assertThat(new String(json, StandardCharsets.UTF_8))
			.isEqualTo(new String(CORE.encode(value), StandardCharsets.UTF_8));
		assertThat(this.codec.decode(json, type)).isEqualTo(CORE.decode(json, type));
	}

	static Stream<Arguments> values() {
		Type prices = new PayloadType<Map<String, List<Price>>>() {
		}.type();
		return Stream.of(arguments(null, String.class), arguments("größer \"als\" 😀\n", String.class),
				arguments(42, int.class), arguments(true, boolean.class), arguments(1.5, double.class),
				arguments(List.of(1, "a", Map.of()), Object.class), arguments(Instant.EPOCH, Instant.class),
				arguments(Duration.ofMillis(1500), Duration.class), arguments(Optional.of(1), Optional.class),
				arguments(Optional.empty(), Optional.class), arguments(new byte[] { 1, 2 }, byte[].class),
				arguments(new Person("Jürgen", 42, Optional.of("jj"), LocalDate.of(1999, 12, 31), Color.RED),
						Person.class),
				arguments(Map.of("a", List.of(new Price(new BigDecimal("1.10")))), prices),
				arguments(new Bean(), Map.class), arguments(new Empty(), Map.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "null", " null\n", "undefined", "  " })
	void formsOfNothingAreReadAsNullAsCoreDoes(String json) {
		for (Type type : List.of(Person.class, Optional.class, Integer.class, Object.class)) {
			assertThat(this.codec.decode(utf8(json), type)).isNull();
			assertThat(CORE.decode(utf8(json), type)).isNull();
		}
		assertSameFailure(() -> this.codec.decode(utf8(json), int.class), () -> CORE.decode(utf8(json), int.class));
	}

	@Test
	void voidReadsNothing() {
		assertThat(this.codec.decode(utf8("{broken"), void.class)).isNull();
		assertThat(this.codec.decode(utf8("42"), Void.class)).isNull();
	}

	@Test
	void unknownFieldsAreIgnored() {
		assertThat(this.codec.decode(utf8("{\"amount\":1,\"currency\":\"EUR\"}"), Price.class))
			.isEqualTo(new Price(BigDecimal.ONE));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{", "{\"amount\":1}}", "{\"amount\":1} {}", "nul", "NaN", "[1,]", "'a'", "undefined1",
			"\u0000", "{\"amount\":\"x\"}", "[]" })
	void whatDoesNotFitFailsNamingTheTypeAsWithCore(String json) {
		assertThatExceptionOfType(PigatoPayloadException.class)
			.isThrownBy(() -> this.codec.decode(utf8(json), Price.class))
			.withMessageStartingWith("Cannot read the payload as " + Price.class.getName());
		assertThatExceptionOfType(PigatoPayloadException.class).isThrownBy(() -> CORE.decode(utf8(json), Price.class));
	}

	@Test
	void trailingTokensFailWhateverTheMapperSays() {
		JsonMapper lenient = JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
		assertThatExceptionOfType(PigatoPayloadException.class)
			.isThrownBy(() -> new JsonMapperPayloadCodec(lenient).decode(utf8("1 2"), int.class));
	}

	@Test
	void theFailureNamesPlaceAndFieldAndQuotesLittle() {
		PigatoPayloadException failure = catchThrowableOfType(PigatoPayloadException.class,
				() -> this.codec.decode(utf8("{\"name\":\"x\",\n\"age\":\"" + "y".repeat(900) + "\"}"), Person.class));
		assertThat(failure.getMessage())
			.startsWith("Cannot read the payload as " + Person.class.getName() + " at line 2")
			.contains("(age): ")
			.doesNotContain("\n")
			.hasSizeLessThan(600);
		assertThat(failure).hasNoCause();
	}

	@Test
	void nullForAPrimitiveFieldFailsWithoutAdviceForProgrammers() {
		assertThatExceptionOfType(PigatoPayloadException.class)
			.isThrownBy(() -> this.codec.decode(utf8("{\"name\":\"x\",\"age\":null}"), Person.class))
			.withMessageContaining("(age)")
			.withMessageNotContaining("DeserializationConfig");
	}

	@Test
	void whatTheUsersConstructorThrewIsTheCause() {
		assertThatExceptionOfType(PigatoPayloadException.class)
			.isThrownBy(() -> this.codec.decode(utf8("{\"number\":-1}"), Positive.class))
			.withMessageContaining("not positive")
			.withCauseInstanceOf(IllegalArgumentException.class);
	}

	@Test
	void aValueWithoutJsonFormFailsNamingItsType() {
		assertThatExceptionOfType(PigatoPayloadException.class).isThrownBy(() -> this.codec.encode(new Broken()))
			.withMessage("Cannot write " + Broken.class.getName() + " as JSON (value): no value");
	}

	@Test
	void aCycleFailsAndDoesNotOverflowTheStack() {
		Cycle cycle = new Cycle();
		assertThatExceptionOfType(PigatoPayloadException.class).isThrownBy(() -> this.codec.encode(cycle))
			.withMessageStartingWith("Cannot write " + Cycle.class.getName() + " as JSON (self[0].self[0].")
			.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(600));
	}

	@Test
	void theMappersOwnRulesHold() {
		JsonMapper snake = JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
		assertThat(new JsonMapperPayloadCodec(snake).encode(new LongName(1))).isEqualTo(utf8("{\"a_long_name\":1}"));
	}

	private static void assertSameFailure(ThrowingCallable ours, ThrowingCallable theirs) {
		PigatoPayloadException expected = catchThrowableOfType(PigatoPayloadException.class, theirs);
		assertThatExceptionOfType(PigatoPayloadException.class).isThrownBy(ours).withMessage(expected.getMessage());
	}

	private static JsonMapper bootMapper() {
		JsonMapper[] mapper = new JsonMapper[1];
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class))
			.run((context) -> mapper[0] = context.getBean(JsonMapper.class));
		return mapper[0];
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	record Person(String name, int age, Optional<String> nick, LocalDate born, Color color) {

	}

	record Price(BigDecimal amount) {

	}

	record LongName(int aLongName) {

	}

	record Positive(int number) {

		Positive {
			if (number < 0) {
				throw new IllegalArgumentException("not positive");
			}
		}

	}

	enum Color {

		RED;

		@Override
		public String toString() {
			return "rouge";
		}

	}

	static class Bean {

		public int getZip() {
			return 1;
		}

		public boolean isOpen() {
			return true;
		}

		public List<Long> getAll() {
			return Arrays.asList(1L, null);
		}

	}

	static class Empty {

	}

	static class Broken {

		public int getValue() {
			throw new IllegalStateException("no value");
		}

	}

	static class Cycle {

		public List<Cycle> getSelf() {
			return List.of(this);
		}

	}

}
