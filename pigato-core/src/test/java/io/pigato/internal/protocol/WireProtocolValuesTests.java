package io.pigato.internal.protocol;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.pigato.Documents;
import io.pigato.RequestOptions;
import io.pigato.internal.Frame;
import io.pigato.internal.peer.KeepAlive;
import io.pigato.internal.peer.LinkSettings;
import io.pigato.internal.transport.TransportLimits;
import io.pigato.worker.PigatoWorker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Holds the options, their values and the numbers of {@code docs/wire-protocol.md}
 * against the code.
 */
class WireProtocolValuesTests {

	private static final String DOCUMENT = Documents.read("docs/wire-protocol.md");

	private static final String SOURCES = "pigato-core/src/main/java/io/pigato/internal/protocol/";

	private static final Set<String> OF_REPLIES = Set.of("cache", "error");

	@ParameterizedTest
	@MethodSource("optionValues")
	void valueOfAnOptionIsReadAsDocumented(String option, String value, String meaning) {
		assertThat(readOption(option, options(option, value))).as(option + " " + value).isEqualTo(meaning);
	}

	@ParameterizedTest
	@MethodSource("statusValues")
	void valueOfAStatusIsReadAsDocumented(String field, String value, String meaning) {
		WorkerStatus status = WorkerStatus.read(options(field, value));
		String read = switch (field) {
			case "concurrency" -> concurrency(status.concurrency());
			case "update" -> status.update() ? "asked for" : "not asked for";
			default -> throw new IllegalStateException(field);
		};
		assertThat(read).as(field + " " + value).isEqualTo(meaning);
	}

	@Test
	void optionsOfARequestAreThoseThatAreReadAndWritten() {
		Map<String, String> documented = new TreeMap<>();
		Documents.table(DOCUMENT, "option", "acted on by", "meaning")
			.forEach((cells) -> documented.put(name(cells), cells.get(1)));
		Set<String> byBroker = documented.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().equals("broker"))
			.map(Map.Entry::getKey)
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(byBroker).isEqualTo(casesOf("RoutingOptions"));
		assertThat(documented.keySet()).containsAll(written());
		Set<String> unwritten = new TreeSet<>(documented.keySet());
		unwritten.removeAll(written());
		assertThat(unwritten).containsExactly("persist");
	}

	@Test
	void optionsOfAReplyAreThoseThatAreRead() {
		assertThat(documented("option")).isEqualTo(OF_REPLIES);
		ReplyError error = new ReplyError("X", "y", Frame.of("1"), true);
		assertThat(ReplyOptions.read(error.toBody().options()).error()).isEqualTo(error);
	}

	@Test
	void fieldsOfAStatusAreThoseThatAreReadAndWritten() {
		Set<String> expected = casesOf("WorkerStatus");
		expected.addAll(fieldsOf(WorkerStatus.encode(1, List.of("x"), Map.of("app", "shop"))));
		assertThat(documented("field")).isEqualTo(expected);
	}

	@Test
	void readingIsShownForEachOptionThatABrokerActsOn() {
		Set<String> shown = optionValues().stream().map((row) -> row[0]).collect(Collectors.toCollection(TreeSet::new));
		Set<String> acted = casesOf("RoutingOptions");
		acted.add("cache");
		assertThat(shown).isEqualTo(acted);
	}

	@Test
	void numbersAreThoseOfTheCode() throws ReflectiveOperationException {
		Map<String, String> documented = new LinkedHashMap<>();
		Documents.table(DOCUMENT, "what", "default").forEach((cells) -> documented.put(cells.get(0), cells.get(1)));
		Map<String, String> actual = new LinkedHashMap<>();
		peerNumbers(actual);
		protocolNumbers(actual);
		brokerNumbers(actual);
		assertThat(new TreeMap<>(documented)).isEqualTo(new TreeMap<>(actual));
	}

	@Test
	void longestServiceNameIsTakenAndALongerOneIsNot() {
		PigatoWorker.Builder builder = PigatoWorker.builder();
		assertThatNoException().isThrownBy(() -> builder.service("x".repeat(255)));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.service("x".repeat(256)));
	}

	@Test
	void asManyExtensionsAreReadAsDocumented() {
		assertThat(DOCUMENT).contains("At most 64 names of at most 64 characters are read");
		List<String> names = IntStream.range(0, 65).mapToObj((i) -> "n" + i).toList();
		assertThat(Extensions.decode(Extensions.encode(names))).hasSize(64);
		assertThat(Extensions.decode(Extensions.encode(List.of("x".repeat(64), "y".repeat(65)))))
			.containsExactly("x".repeat(64));
	}

	static List<String[]> optionValues() {
		return values("option");
	}

	static List<String[]> statusValues() {
		return values("field");
	}

	private static List<String[]> values(String kind) {
		return Documents.table(DOCUMENT, kind, "value", "is read as")
			.stream()
			.map((cells) -> new String[] { name(cells), Documents.code(cells.get(1)).get(0), cells.get(2) })
			.toList();
	}

	private static Set<String> documented(String kind) {
		return Documents.table(DOCUMENT, kind, "meaning")
			.stream()
			.map(WireProtocolValuesTests::name)
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static String name(List<String> cells) {
		return Documents.code(cells.get(0)).get(0);
	}

	private static Frame options(String field, String value) {
		return Frame.of("{\"" + field + "\":" + value + "}");
	}

	private static String readOption(String option, Frame options) {
		RoutingOptions read = RoutingOptions.read(options);
		return switch (option) {
			case "timeout" ->
				(read.timeoutMillis() == RoutingOptions.NO_TIMEOUT) ? "none" : read.timeoutMillis() + " ms";
			case "retry" -> read.retry() ? "yes" : "no";
			case "nocache" -> read.noCache() ? "yes" : "no";
			case "persist" -> read.persist() ? "yes" : "no";
			case "workerId" -> target(read);
			case "ext" -> read.extensions() ? "announced" : "not announced";
			case "cache" -> cache(ReplyOptions.read(options).cacheMillis());
			default -> throw new IllegalStateException(option);
		};
	}

	private static String target(RoutingOptions read) {
		if (read.invalidTarget()) {
			return "no worker: `B_TARGET_NOT_FOUND`";
		}
		return (read.workerId() != null) ? read.workerId().text() : "any worker";
	}

	private static String cache(long millis) {
		return (millis > 0) ? millis + " ms" : "not at all";
	}

	private static String concurrency(OptionalInt value) {
		if (value.isEmpty()) {
			return "says nothing";
		}
		return (value.getAsInt() == WorkerStatus.UNLIMITED) ? "no limit" : String.valueOf(value.getAsInt());
	}

	/** The fields that a reader asks for by name. */
	private static Set<String> casesOf(String type) {
		Set<String> names = new TreeSet<>();
		Pattern.compile("case (\"(\\w+)\"|Extensions\\.FIELD) ->")
			.matcher(Documents.read(SOURCES + type + ".java"))
			.results()
			.forEach((found) -> names.add((found.group(2) != null) ? found.group(2) : Extensions.FIELD));
		return names;
	}

	private static Set<String> written() {
		RequestOptions all = RequestOptions.DEFAULT.withRetry(true)
			.withNoCache(true)
			.withWorkerId("w")
			.withHeader("a", "b");
		return fieldsOf(OptionsWriter.write(1, all, List.of("x"), (value) -> new byte[0]));
	}

	private static Set<String> fieldsOf(Frame object) {
		Set<String> names = new TreeSet<>();
		Json.readObject(object, JsonFrames.MAX_OPTIONS_BYTES, (name, parser, text) -> names.add(name));
		return names;
	}

	private static void peerNumbers(Map<String, String> numbers) {
		numbers.put("default endpoint", LinkSettings.DEFAULT_ENDPOINT);
		numbers.put("heartbeat interval of a client or worker", millis(KeepAlive.DEFAULT.interval()));
		numbers.put("heartbeat liveness of a client or worker", String.valueOf(KeepAlive.DEFAULT.liveness()));
		numbers.put("first pause before connecting again", millis(KeepAlive.DEFAULT.firstDelay()));
		numbers.put("longest pause before connecting again", millis(KeepAlive.DEFAULT.maxDelay()));
	}

	private static void protocolNumbers(Map<String, String> numbers) {
		numbers.put("time-out of a request that names none", RoutingOptions.DEFAULT_TIMEOUT_MILLIS + " ms");
		numbers.put("longest time-out", RoutingOptions.MAX_TIMEOUT_MILLIS + " ms");
		numbers.put("longest time a reply is stored", ReplyOptions.MAX_CACHE_MILLIS + " ms");
		numbers.put("longest message", TransportLimits.DEFAULT.maxMessageBytes() + " bytes");
		numbers.put("most frames of a message", String.valueOf(TransportLimits.DEFAULT.maxFrames()));
		numbers.put("longest options or status that are read", JsonFrames.MAX_OPTIONS_BYTES + " bytes");
		numbers.put("longest text of an error", ErrorData.MAX_CHARS + " characters");
	}

	/** Package-private there: this package must not reach into the broker otherwise. */
	private static void brokerNumbers(Map<String, String> numbers) throws ReflectiveOperationException {
		Object builder = instance("DefaultPigatoBrokerBuilder");
		numbers.put("heartbeat interval of the broker", millis((Duration) field(builder, "heartbeatInterval")));
		numbers.put("heartbeat liveness of the broker", String.valueOf(field(builder, "heartbeatLiveness")));
		numbers.put("slot of a request that nobody awaits is kept for", nanos("Endings", "SLOT_NANOS"));
		numbers.put("first request to a worker without status after", nanos("WorkerDesk", "TRIAL_NANOS"));
		numbers.put("attempts of a request with `retry`", String.valueOf(constant("BrokerRequest", "MAX_ATTEMPTS")));
		Object limits = constant("BrokerLimits", "DEFAULT");
		numbers.put("waiting requests of all services", component(limits, "maxQueuedBytes") + " bytes");
		numbers.put("waiting requests of one service", component(limits, "maxQueuedPerService"));
		numbers.put("unanswered requests of one client", component(limits, "maxRequestsPerClient"));
		numbers.put("names that only clients asked for", component(limits, "maxNames"));
		numbers.put("longest service name", component(limits, "maxNameBytes") + " bytes");
		numbers.put("unsent bytes of one peer", component(limits, "maxUnsentBytes") + " bytes");
	}

	private static String millis(Duration duration) {
		return duration.toMillis() + " ms";
	}

	private static String nanos(String type, String name) throws ReflectiveOperationException {
		return millis(Duration.ofNanos((Long) constant(type, name)));
	}

	private static Class<?> broker(String type) throws ClassNotFoundException {
		return Class.forName("io.pigato.broker." + type);
	}

	private static Object instance(String type) throws ReflectiveOperationException {
		var constructor = broker(type).getDeclaredConstructor();
		constructor.setAccessible(true);
		return constructor.newInstance();
	}

	private static Object constant(String type, String name) throws ReflectiveOperationException {
		Field field = broker(type).getDeclaredField(name);
		field.setAccessible(true);
		return field.get(null);
	}

	private static Object field(Object owner, String name) throws ReflectiveOperationException {
		Field field = owner.getClass().getDeclaredField(name);
		field.setAccessible(true);
		return field.get(owner);
	}

	private static String component(Object owner, String name) throws ReflectiveOperationException {
		Method accessor = owner.getClass().getDeclaredMethod(name);
		accessor.setAccessible(true);
		return String.valueOf(accessor.invoke(owner));
	}

}
