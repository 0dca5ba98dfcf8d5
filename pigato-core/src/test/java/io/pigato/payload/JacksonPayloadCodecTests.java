package io.pigato.payload;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pigato.PigatoPayloadException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Values to JSON and back, and what is said when that does not go. */
class JacksonPayloadCodecTests {

	private final PayloadCodec codec = new JacksonPayloadCodec();

	@Test
	void recordComesBackAsItWas() {
		Person person = new Person("Jürgen 😀", 42, Optional.of("jj"), LocalDate.of(1999, 12, 31), Color.RED);
		assertThat(text(person)).isEqualTo(
				"{\"name\":\"Jürgen 😀\",\"age\":42,\"nick\":\"jj\",\"born\":\"1999-12-31\",\"color\":\"rouge\"}");
		assertThat(this.codec.decode(this.codec.encode(person), Person.class)).isEqualTo(person);
	}

	@Test
	void plainClassIsReadByTheNamesOfItsConstructorParameters() {
		Object point = this.codec.decode(utf8("{\"y\":2,\"x\":1}"), Point.class);
		assertThat(point).isInstanceOfSatisfying(Point.class, (it) -> {
			assertThat(it.x).isEqualTo(1);
			assertThat(it.y).isEqualTo(2);
		});
	}

	@Test
	void beanIsWrittenInTheOrderOfTheAlphabetByItsGetters() {
		assertThat(text(new Bean())).isEqualTo("{\"URL\":\"a/b\",\"open\":true,\"zip\":1}");
	}

	@Test
	void typeArgumentsAreKept() {
		Type type = new PayloadType<Map<String, List<Price>>>() {
		}.type();
		Object value = this.codec.decode(utf8("{\"a\":[{\"amount\":1.10}]}"), type);
		assertThat(value).isEqualTo(Map.of("a", List.of(new Price(new BigDecimal("1.10")))));
		assertThat(text(value)).isEqualTo("{\"a\":[{\"amount\":1.10}]}");
	}

	@Test
	void timesAreTextByIso8601() {
		assertThat(text(Instant.parse("2024-02-29T12:00:00Z"))).isEqualTo("\"2024-02-29T12:00:00Z\"");
		assertThat(text(Duration.ofMillis(1500))).isEqualTo("\"PT1.5S\"");
		assertThat(this.codec.decode(utf8("\"PT1.5S\""), Duration.class)).isEqualTo(Duration.ofMillis(1500));
	}

	@Test
	void plainValuesAreTheirOwnJson() {
		assertThat(text("größer \"als\"\n")).isEqualTo("\"größer \\\"als\\\"\\n\"");
		assertThat(text(42)).isEqualTo("42");
		assertThat(text(true)).isEqualTo("true");
		assertThat(text(List.of(1, "a"))).isEqualTo("[1,\"a\"]");
		assertThat(text(Optional.empty())).isEqualTo("null");
		assertThat(text(new Object())).isEqualTo("{}");
		assertThat(this.codec.decode(utf8("42"), int.class)).isEqualTo(42);
		assertThat(this.codec.decode(utf8("\"é\""), String.class)).isEqualTo("é");
		assertThat(this.codec.decode(utf8("[1,2]"), int[].class)).isEqualTo(new int[] { 1, 2 });
	}

	@Test
	void objectIsReadAsPlainJsonTypes() {
		assertThat(this.codec.decode(utf8("{\"a\":[1,2.5,true,null,\"x\"]}"), Object.class))
			.isEqualTo(Map.of("a", Arrays.asList(1, 2.5, true, null, "x")));
	}

	@Test
	void nullIsWrittenAsNullAndItsArrayIsTheCallers() {
		byte[] first = this.codec.encode(null);
		assertThat(first).isEqualTo(utf8("null"));
		first[0] = 'x';
		assertThat(this.codec.encode(null)).isEqualTo(utf8("null"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "null", " null\n", "undefined", "  ", "\t" })
	void formsOfNothingAreReadAsNull(String json) {
		assertThat(this.codec.decode(utf8(json), Person.class)).isNull();
		assertThat(this.codec.decode(utf8(json), Optional.class)).isNull();
		assertThat(this.codec.decode(utf8(json), Integer.class)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "null", "undefined" })
	void nothingIsNoPrimitive(String json) {
		assertThatExceptionOfType(PigatoPayloadException.class)
			.isThrownBy(() -> this.codec.decode(utf8(json), int.class))
			.withMessage("Cannot read a payload of null as int");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"name\":\"x\",\"age\":null}", "{\"name\":\"x\"}" })
	void nullOrMissingFieldIsNoPrimitive(String json) {
		assertThatExceptionOfType(PigatoPayloadException.class)
			.isThrownBy(() -> this.codec.decode(utf8(json), Person.class))
			.withMessageContaining(Person.class.getName())
			.withMessageContaining("(age)")
			.withMessageContaining("Cannot map `null` into type `int`")
			.withMessageNotContaining("FAIL_ON_NULL");
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
			"\u0000" })
	void whatIsNoJsonFails(String json) {
		assertThatExceptionOfType(PigatoPayloadException.class)
			.isThrownBy(() -> this.codec.decode(utf8(json), Object.class))
			.withMessageStartingWith("Cannot read the payload as java.lang.Object at line 1, column ");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '\'', textBlock = """
			'{\n "lines":[{"amount":1},{"amount":"much"}]}', '.Order at line 2, column 34 (lines[1].amount): '
			'{"lines":{}}', '.Order at line 1, column 10 (lines): '
			'[]', '.Order at line 1, column 1: '
			""")
	void failureNamesTypeAndPositionAndField(String json, String where) {
		assertThatExceptionOfType(PigatoPayloadException.class)
			.isThrownBy(() -> this.codec.decode(utf8(json), Order.class))
			.withMessageContaining(where.replace(".Order", "$Order"));
	}

	@Test
	void failureNamesAGenericType() {
		Type type = new PayloadType<List<Price>>() {
		}.type();
		assertThatExceptionOfType(PigatoPayloadException.class).isThrownBy(() -> this.codec.decode(utf8("7"), type))
			.withMessageContaining("java.util.List<" + Price.class.getName() + ">");
	}

	@Test
	void failureQuotesLittleOfThePayloadOnOneLine() {
		String secret = "secret\n".repeat(100_000);
		byte[] json = this.codec.encode(Map.of("amount", secret));
		assertThatExceptionOfType(PigatoPayloadException.class).isThrownBy(() -> this.codec.decode(json, Price.class))
			.withNoCause()
			.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(500).doesNotContain("\n"));
		byte[] name = this.codec.encode(Map.of("a".repeat(40_000), Map.of("amount", "x")));
		Type type = new PayloadType<Map<String, Price>>() {
		}.type();
		assertThatExceptionOfType(PigatoPayloadException.class).isThrownBy(() -> this.codec.decode(name, type))
			.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(500));
	}

	@Test
	void whatTheUsersConstructorThrowsIsTheCause() {
		assertThatExceptionOfType(PigatoPayloadException.class)
			.isThrownBy(() -> this.codec.decode(utf8("{\"percent\":101}"), Share.class))
			.withMessageContaining("more than all")
			.withCauseInstanceOf(IllegalArgumentException.class);
	}

	@Test
	void deepNestingFailsWithoutExhaustingTheStack() {
		String deep = "[".repeat(200_000) + "]".repeat(200_000);
		assertThatExceptionOfType(PigatoPayloadException.class)
			.isThrownBy(() -> this.codec.decode(utf8(deep), Object.class));
	}

	@Test
	void classNamesInThePayloadAreNotFollowed() {
		String json = "[\"java.util.Date\",0]";
		assertThat(this.codec.decode(utf8(json), Object.class)).isEqualTo(List.of("java.util.Date", 0));
		assertThat(this.codec.decode(utf8("{\"@class\":\"java.util.Date\"}"), Object.class))
			.isEqualTo(Map.of("@class", "java.util.Date"));
	}

	@Test
	void valueThatHoldsItselfHasNoJsonForm() {
		Map<String, Object> loop = new LinkedHashMap<>();
		loop.put("self", loop);
		assertThatExceptionOfType(PigatoPayloadException.class).isThrownBy(() -> this.codec.encode(loop))
			.withMessageStartingWith("Cannot write java.util.LinkedHashMap as JSON")
			.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(500));
	}

	@Test
	void failingGetterHasNoJsonForm() {
		assertThatExceptionOfType(PigatoPayloadException.class).isThrownBy(() -> this.codec.encode(new Failing()))
			.withMessageContaining("(value)")
			.withMessageContaining("not today")
			.withStackTraceContaining("IllegalStateException");
	}

	@Test
	void givenMapperDecidesHowValuesLook() {
		PayloadCodec own = new JacksonPayloadCodec(
				JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build());
		assertThat(new String(own.encode(new Named("x")), StandardCharsets.UTF_8)).isEqualTo("{\"first_name\":\"x\"}");
		assertThat(own.decode(utf8("{\"first_name\":\"x\"}"), Named.class)).isEqualTo(new Named("x"));
		assertThatExceptionOfType(PigatoPayloadException.class)
			.isThrownBy(() -> own.decode(utf8("{\"first_name\":\"x\"} trailing"), Named.class));
		assertThatExceptionOfType(PigatoPayloadException.class).isThrownBy(() -> own.decode(utf8("null"), long.class));
	}

	/** Each is another type, for all that the codec can tell. */
	@Test
	void typesWithoutEndAreRead() {
		for (int i = 0; i < 2000; i++) {
			assertThat(this.codec.decode(utf8("[" + i + "]"), listOf(Integer.class))).isEqualTo(List.of(i));
		}
	}

	private static Type listOf(Class<?> element) {
		return new ParameterizedType() {
			@Override
			public Type[] getActualTypeArguments() {
				return new Type[] { element };
			}

			@Override
			public Type getRawType() {
				return List.class;
			}

			@Override
			public @Nullable Type getOwnerType() {
				return null;
			}
		};
	}

	@Test
	void setsAndEnumsComeBack() {
		Type type = new PayloadType<Set<Color>>() {
		}.type();
		assertThat(this.codec.decode(utf8("[\"rouge\"]"), type)).isEqualTo(Set.of(Color.RED));
		assertThatExceptionOfType(PigatoPayloadException.class)
			.isThrownBy(() -> this.codec.decode(utf8("[\"noir\"]"), type))
			.withMessageContaining("[0]");
	}

	private String text(@Nullable Object value) {
		return new String(this.codec.encode(value), StandardCharsets.UTF_8);
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	record Person(String name, int age, Optional<String> nick, @Nullable LocalDate born, @Nullable Color color) {

	}

	record Price(BigDecimal amount) {

	}

	record Order(List<Price> lines) {

	}

	record Named(String firstName) {

	}

	record Share(int percent) {

		Share {
			if (percent > 100) {
				throw new IllegalArgumentException("more than all");
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

	static class Point {

		final int x;

		final int y;

		Point(int x, int y) {
			this.x = x;
			this.y = y;
		}

	}

	static class Bean {

		public int getZip() {
			return 1;
		}

		public String getURL() {
			return "a/b";
		}

		public boolean isOpen() {
			return true;
		}

	}

	static class Failing {

		public String getValue() {
			throw new IllegalStateException("not today");
		}

	}

}
