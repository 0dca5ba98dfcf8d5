package io.pigato.internal.protocol;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.pigato.Documents;
import io.pigato.ErrorCodes;
import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the messages, codes and examples of {@code docs/wire-protocol.md} against the
 * codec.
 */
class WireProtocolDocumentTests {

	private static final String DOCUMENT = Documents.read("docs/wire-protocol.md");

	private static final String SOURCES = "pigato-core/src/main/java/io/pigato/internal/protocol/";

	private static final String PUBLICATION = "F17";

	private static final Map<String, Message> GOLDEN = GoldenFrames.all();

	private static final List<Class<?>> RECORDS = WireCodecTests.records();

	@Test
	void eachRowIsThereOnceAndEachRecordHasARow() {
		List<String> numbers = rows().stream().map(Row::number).toList();
		assertThat(numbers).doesNotHaveDuplicates().containsAll(goldenNumbers());
		assertThat(goldenNumbers()).containsAll(numbers);
		Set<String> named = rows().stream().flatMap((row) -> row.records().stream()).collect(Collectors.toSet());
		Set<String> existing = RECORDS.stream().map(Class::getSimpleName).collect(Collectors.toSet());
		existing.add(DirectoryPublication.class.getSimpleName());
		assertThat(named).isEqualTo(existing);
		assertThat(RECORDS).allMatch(Class::isRecord);
	}

	@ParameterizedTest
	@MethodSource("rows")
	void recordSaysWhichRowItIs(Row row) {
		for (String name : row.records()) {
			String javadoc = javadocOf(Documents.read(SOURCES + name + ".java"));
			assertThat(javadoc).as(name).containsPattern("\\A\\s*\\*?\\s*" + row.number() + ",");
		}
	}

	@ParameterizedTest
	@MethodSource("messageRows")
	void goldenMessagesAreReadAsTheRecordOfTheirRow(Row row) {
		Set<String> read = new TreeSet<>();
		List<String> same = new ArrayList<>();
		golden(row).forEach((name, message) -> {
			WireMessage decoded = GoldenFramesTests.decode(name, message);
			read.add(decoded.getClass().getSimpleName());
			if (WireCodec.encode(decoded).equals(message)) {
				same.add(name);
			}
		});
		assertThat(read).isEqualTo(new TreeSet<>(row.records()));
		assertThat(same).as("golden messages that are written as they were read").isNotEmpty();
	}

	@ParameterizedTest
	@MethodSource("messageRows")
	void leastNumberOfFramesIsWhatTheCodecAccepts(Row row) {
		golden(row).forEach((name, message) -> {
			assertThat(message.size()).as(name).isGreaterThanOrEqualTo(row.least());
			assertThat(row.records()).as(name).contains(readAs(name, message, row.least()));
			assertThat(readAs(name, message, row.least() - 1)).as(name).isIn(recordsFor(row.oneFewer()));
		});
	}

	@Test
	void publicationIsOneFrame() {
		Row row = rows().stream().filter((each) -> each.number().equals(PUBLICATION)).findFirst().orElseThrow();
		assertThat(row.least()).isEqualTo(1);
		golden(row).forEach((name, message) -> {
			assertThat(message.size()).as(name).isEqualTo(1);
			assertThat(DirectoryPublication.encode(DirectoryPublication.decode(message.frame(0)))).as(name)
				.isEqualTo(message.frame(0));
		});
	}

	@Test
	void examplesAreMessagesOfTheirRowsAsTheyAreSent() {
		Set<String> shown = new TreeSet<>();
		for (String line : block("frames")) {
			String number = line.substring(0, line.indexOf(' '));
			String text = line.substring(number.length()).strip();
			shown.add(number);
			if (number.equals(PUBLICATION)) {
				Frame frame = Frame.of(text);
				assertThat(DirectoryPublication.encode(DirectoryPublication.decode(frame))).isEqualTo(frame);
			}
			else {
				assertExample(number, Frames.message(split(text)));
			}
		}
		assertThat(shown).isEqualTo(rows().stream().map(Row::number).collect(Collectors.toCollection(TreeSet::new)));
	}

	@Test
	void tagsAndCodesAreThoseOfTheCodec() {
		assertThat(named("tag", "side")).isEqualTo(frames(Side.values(), Side::frame));
		assertThat(named("code", "name", "meaning")).isEqualTo(frames(ReplyCode.values(), ReplyCode::frame));
		assertThat(named("type", "name", "rows")).isEqualTo(frames(MessageType.values(), MessageType::frame));
	}

	@Test
	void typesListTheRowsThatUseThemAndSoDoTheirConstants() {
		Map<String, Set<String>> used = new TreeMap<>();
		for (Row row : messageRows()) {
			golden(row).values()
				.forEach((message) -> used.computeIfAbsent(message.frame(1).text(), (type) -> new TreeSet<>())
					.add(row.number()));
		}
		used.values().forEach((numbers) -> assertThat(numbers).isNotEmpty());
		String source = Documents.read(SOURCES + "MessageType.java");
		for (List<String> cells : Documents.table(DOCUMENT, "type", "name", "rows")) {
			Set<String> listed = new TreeSet<>(List.of(cells.get(2).split(", ")));
			assertThat(used.get(code(cells.get(0)))).as(cells.get(1)).isEqualTo(listed);
			assertThat(numbersIn(javadocBefore(source, cells.get(1) + "('"))).as(cells.get(1)).isEqualTo(listed);
		}
	}

	@Test
	void errorCodesAreThoseOfTheConstants() throws IllegalAccessException {
		Set<String> codes = new TreeSet<>();
		for (List<String> cells : Documents.table(DOCUMENT, "code", "made by", "retryable", "meaning")) {
			String code = code(cells.get(0));
			codes.add(code);
			ReplyError error = ReplyOptions.read(BrokerError.of(code, "x").options()).error();
			assertThat(error).isNotNull();
			assertThat(error.retryable() ? "yes" : "no").as(code).isEqualTo(cells.get(2));
		}
		assertThat(codes).isEqualTo(constants(ErrorCodes.class));
	}

	@Test
	void extensionsAreThoseOfTheConstants() throws IllegalAccessException {
		Set<String> names = Documents
			.table(DOCUMENT, "name", "a broker that says it", "a client or worker that says it")
			.stream()
			.map((cells) -> code(cells.get(0)))
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(names).isEqualTo(constants(Extensions.class));
	}

	static List<Row> rows() {
		return Documents.table(DOCUMENT, "row", "from → to", "frames", "least", "one fewer", "record")
			.stream()
			.map((cells) -> new Row(cells.get(0), Integer.parseInt(cells.get(3)), cells.get(4),
					Documents.code(cells.get(5))))
			.toList();
	}

	static List<Row> messageRows() {
		return rows().stream().filter((row) -> !row.number().equals(PUBLICATION)).toList();
	}

	private static void assertExample(String number, Message message) {
		Row row = rows().stream().filter((each) -> each.number().equals(number)).findFirst().orElseThrow();
		String name = golden(row).keySet().iterator().next();
		WireMessage read = GoldenFramesTests.decode(name, message);
		assertThat(row.records()).contains(read.getClass().getSimpleName());
		assertThat(WireCodec.encode(read)).isEqualTo(message);
	}

	/** The golden messages of a row, by their names. */
	private static Map<String, Message> golden(Row row) {
		Map<String, Message> golden = new TreeMap<>();
		GOLDEN.forEach((name, message) -> {
			if (numberOf(name).equals(row.number())) {
				golden.put(name, message);
			}
		});
		assertThat(golden).as("golden messages of " + row.number()).isNotEmpty();
		return golden;
	}

	private static Set<String> goldenNumbers() {
		return GOLDEN.keySet()
			.stream()
			.map(WireProtocolDocumentTests::numberOf)
			.collect(Collectors.toCollection(TreeSet::new));
	}

	/** {@code nodejs/F01-client-request/object} is of row F1. */
	private static String numberOf(String goldenName) {
		Matcher matcher = Pattern.compile(".*/([FX])0?(\\d+)-.*").matcher(goldenName);
		assertThat(matcher.matches()).as(goldenName).isTrue();
		return matcher.group(1) + matcher.group(2);
	}

	private static String readAs(String name, Message message, int count) {
		return GoldenFramesTests.decode(name, Frames.first(message, count)).getClass().getSimpleName();
	}

	private static List<String> recordsFor(String oneFewer) {
		if (oneFewer.equals("malformed")) {
			return List.of(Malformed.class.getSimpleName());
		}
		return rows().stream().filter((row) -> row.number().equals(oneFewer)).findFirst().orElseThrow().records();
	}

	private static List<String> block(String language) {
		int start = DOCUMENT.indexOf("```" + language + "\n") + language.length() + 4;
		return DOCUMENT.substring(start, DOCUMENT.indexOf("```", start)).lines().toList();
	}

	private static String[] split(String text) {
		return Arrays.stream(text.split(" \\| ")).map((frame) -> frame.equals("∅") ? "" : frame).toArray(String[]::new);
	}

	private static Map<String, String> named(String... header) {
		Map<String, String> named = new TreeMap<>();
		Documents.table(DOCUMENT, header).forEach((cells) -> named.put(cells.get(1), code(cells.get(0))));
		return named;
	}

	private static <E extends Enum<E>> Map<String, String> frames(E[] values, Function<E, Frame> frame) {
		return Stream.of(values).collect(Collectors.toMap(Enum::name, (value) -> frame.apply(value).text()));
	}

	private static Set<String> constants(Class<?> type) throws IllegalAccessException {
		Set<String> values = new TreeSet<>();
		for (Field field : type.getDeclaredFields()) {
			if (Modifier.isPublic(field.getModifiers()) && field.getType() == String.class) {
				@Nullable Object value = field.get(null);
				values.add(String.valueOf(value));
			}
		}
		return values;
	}

	private static String code(String cell) {
		return Documents.code(cell).get(0);
	}

	/** The Javadoc of a type. */
	private static String javadocOf(String source) {
		return javadocBefore(source, "public ");
	}

	private static String javadocBefore(String source, String declaration) {
		String before = source.substring(0,
				source.indexOf("*/", source.lastIndexOf("/**", source.indexOf(declaration))));
		return before.substring(before.lastIndexOf("/**") + 3);
	}

	/** {@code F10 to F12} are three. */
	private static Set<String> numbersIn(String javadoc) {
		Set<String> numbers = new TreeSet<>();
		Matcher matcher = Pattern.compile("([FX])(\\d+)(?:[\\s*]+to[\\s*]+[FX](\\d+))?").matcher(javadoc);
		while (matcher.find()) {
			int from = Integer.parseInt(matcher.group(2));
			int to = (matcher.group(3) != null) ? Integer.parseInt(matcher.group(3)) : from;
			for (int i = from; i <= to; i++) {
				numbers.add(matcher.group(1) + i);
			}
		}
		return numbers;
	}

	/**
	 * A row of the table of messages.
	 *
	 * @param number such as F1
	 * @param least the least number of frames
	 * @param oneFewer what it is with one fewer
	 * @param records names of the types that stand for it
	 */
	record Row(String number, int least, String oneFewer, List<String> records) {

	}

}
