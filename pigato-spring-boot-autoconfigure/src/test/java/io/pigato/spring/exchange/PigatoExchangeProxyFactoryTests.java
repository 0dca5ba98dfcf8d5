package io.pigato.spring.exchange;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.pigato.spring.annotation.PigatoHeader;
import kotlin.Metadata;
import kotlin.coroutines.Continuation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.annotation.AliasFor;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Which request a call of a method is; how replies come is tested with a broker. */
class PigatoExchangeProxyFactoryTests {

	private final RecordedClient recorded = RecordedClient.create();

	@Test
	void theArgumentIsThePayloadAndTheResultTheType() {
		assertThat(calls(Asking.class, (asking) -> asking.greet("Ann"))).containsExactly("service(greet)", "data(Ann)",
				"retrieve()", "body(java.lang.String)");
	}

	@Test
	void withoutAPayloadNothingIsSaidOfIt() {
		assertThat(calls(Asking.class, Asking::ping)).containsExactly("service(ping)", "retrieve()",
				"body(java.lang.Void)");
	}

	@Test
	void headersTargetAndTimeoutAreNotThePayload() {
		assertThat(
				calls(Asking.class, (asking) -> asking.all("w1", List.of(1), 7, Map.of("a", 1), Duration.ofSeconds(2))))
			.containsExactly("service(all)", "worker(w1)", "data([1])", "header(tenant)", "header(a)", "timeout(PT2S)",
					"retrieve()", "body(java.util.List<java.lang.Integer>)");
	}

	@Test
	void whatIsNullIsLeftOut() {
		assertThat(calls(Asking.class, (asking) -> asking.all(null, null, null, null, null)))
			.containsExactly("service(all)", "data(null)", "retrieve()", "body(java.util.List<java.lang.Integer>)");
	}

	@Test
	void eachFormIsAskedForWithItsElement() {
		assertThat(calls(Forms.class, Forms::optional)).endsWith("body(java.lang.Integer)");
		assertThat(calls(Forms.class, Forms::completableFuture)).endsWith("future(java.lang.Integer)");
		assertThat(calls(Forms.class, Forms::completionStage)).endsWith("future(java.lang.Integer)");
		assertThat(calls(Forms.class, Forms::future)).endsWith("future(java.util.List<java.lang.Integer>)");
		assertThat(calls(Forms.class, Forms::stream)).endsWith("stream(java.lang.Integer)");
		assertThat(calls(Forms.class, Forms::publisher)).endsWith("publisher(java.lang.Integer)");
		assertThat(calls(Truth.class, Truth::ask)).endsWith("body(java.lang.Boolean)");
		assertThat(calls(Forms.class, Forms::wildcards)).endsWith("body(java.util.List<?>)");
		assertThat(calls(Forms.class, Forms::mono)).endsWith("retrieve()");
		assertThat(calls(Forms.class, (forms) -> forms.mono().subscribe())).endsWith("future(java.lang.Integer)");
		assertThat(calls(Forms.class, (forms) -> forms.nothing().subscribe())).endsWith("future(java.lang.Void)");
		assertThat(calls(Forms.class, Forms::flux)).endsWith("retrieve()");
	}

	@Test
	void whatTheInterfaceSaysHoldsForMethodsThatSayNothing() {
		assertThat(calls(Defaults.class, Defaults::asTheInterface)).containsExactly("service(prices)", "timeout(PT5S)",
				"retry()", "noCache()", "retrieve()", "body(java.lang.String)");
		assertThat(calls(Defaults.class, Defaults::otherwise)).startsWith("service(others)", "timeout(PT0.25S)");
		assertThat(calls(Defaults.class, Defaults::endless)).startsWith("service(prices)", "noTimeout()", "retry()");
	}

	@Test
	void placeholdersAreResolved() {
		Placeholders asking = PigatoExchangeProxyFactory.of(this.recorded.client())
			.withValueResolver((value) -> value.replace("${name}", "greet").replace("${wait}", "3s"))
			.create(Placeholders.class);
		asking.greet();
		assertThat(this.recorded.calls).startsWith("service(greet@1)", "timeout(PT3S)");
	}

	@Test
	void typeParametersAreThoseOfTheExtendingInterface() {
		assertThat(calls(Strings.class, (strings) -> strings.find("x"))).endsWith("data(x)", "retrieve()",
				"body(java.util.List<java.lang.String>)");
	}

	@Test
	void annotationsOfOnesOwnWork() {
		assertThat(calls(Own.class, Own::ask)).startsWith("service(own)", "retry()");
	}

	@Test
	void defaultAndObjectMethodsAreAnsweredWithoutARequest() {
		Asking asking = create(Asking.class);
		assertThat(List.of(asking).indexOf(asking)).isZero();
		assertThat(Set.of(asking, create(Asking.class))).hasSize(2).contains(asking);
		assertThat(asking).hasToString("PIGATO client " + Asking.class.getName());
		assertThat(this.recorded.calls).isEmpty();
		asking.twice();
		assertThat(this.recorded.calls).containsOnlyOnce("service(greet)");
	}

	@Test
	void defaultMethodsMayBeInheritedFromElsewhere() {
		assertThat(create(Applying.class).compose(String::strip).apply(" a ")).isNull();
		assertThat(this.recorded.calls).containsExactly("service(apply)", "data(a)", "retrieve()",
				"body(java.lang.String)");
	}

	@ParameterizedTest
	@MethodSource("mistakes")
	void aMistakeSaysWhatToWriteInstead(Class<?> type, String problem, String remedy) {
		assertThatExceptionOfType(PigatoExchangeDefinitionException.class).isThrownBy(() -> create(type))
			.satisfies((mistake) -> {
				assertThat(mistake.problem()).contains(type.getName()).contains(problem);
				assertThat(mistake.remedy()).startsWith(remedy);
			});
	}

	static Stream<Arguments> mistakes() {
		return Stream.of(arguments(String.class, "is no interface", "Write the methods"),
				arguments(Empty.class, "has no method", "Write methods"),
				arguments(WebSocket.Listener.class, "has no method", "Write methods"),
				arguments(Nameless.class, "Method ask(String) of", "Write @PigatoExchange(\"name\") on the method"),
				arguments(TwoPayloads.class, "takes more than one payload", "Put what is to be sent into one record"),
				arguments(TwoTimeouts.class, "takes more than one Duration", "Keep one, the time-out"),
				arguments(TwoTargets.class, "has more than one @PigatoTarget", "Keep one: a request goes"),
				arguments(OddTarget.class, "has a @PigatoTarget of another type", "Write @PigatoTarget String"),
				arguments(OddHeader.class, "has a header of type Consumer", "Write a String"),
				arguments(NamedMap.class, "gives a Map of headers one name", "Write @PigatoHeader without"),
				arguments(RawStream.class, "returns Stream without saying of what", "Write Stream<Price>"),
				arguments(Variable.class, "has a type variable in its result", "Write the type"),
				arguments(OptionalFuture.class, "returns a CompletableFuture of Optional", "Write CompletableFuture<"),
				arguments(Ints.class, "returns IntStream, in which form no reply", "Write a value, Optional"),
				arguments(Suspending.class, "is a suspending function of Kotlin", "Return a CompletableFuture"),
				arguments(BadTimeout.class, "has a time-out of 'soon'", "Write a duration"),
				arguments(LongTimeout.class, "has a time-out of '25d'", "Write a duration between 1 ms and 24 days"));
	}

	private <T> T create(Class<T> type) {
		return PigatoExchangeProxyFactory.of(this.recorded.client()).create(type);
	}

	private <T> List<String> calls(Class<T> type, Consumer<T> call) {
		this.recorded.calls.clear();
		call.accept(create(type));
		return this.recorded.calls;
	}

	interface Asking {

		@PigatoExchange("greet")
		String greet(String name);

		@PigatoExchange("ping")
		void ping();

		@PigatoExchange(service = "all")
		List<Integer> all(@PigatoTarget @Nullable String worker, @Nullable List<Integer> payload,
				@PigatoHeader @Nullable Integer tenant, @PigatoHeader @Nullable Map<String, Object> more,
				@Nullable Duration timeout);

		default String twice() {
			return greet("a") + "b";
		}

	}

	interface Applying extends Function<String, String> {

		@Override
		@PigatoExchange("apply")
		String apply(String text);

	}

	interface Forms {

		@PigatoExchange("x")
		Optional<Integer> optional();

		@PigatoExchange("x")
		CompletableFuture<Integer> completableFuture();

		@PigatoExchange("x")
		CompletionStage<Integer> completionStage();

		@PigatoExchange("x")
		Future<List<Integer>> future();

		@PigatoExchange("x")
		Stream<Integer> stream();

		@PigatoExchange("x")
		Flow.Publisher<Integer> publisher();

		@PigatoExchange("x")
		List<?> wildcards();

		@PigatoExchange("x")
		Mono<Integer> mono();

		@PigatoExchange("x")
		Mono<Void> nothing();

		@PigatoExchange("x")
		Flux<Integer> flux();

	}

	interface Truth {

		@PigatoExchange("x")
		Boolean ask();

	}

	@PigatoExchange(service = "prices", timeout = "5s", retry = true, noCache = true)
	interface Defaults {

		String asTheInterface();

		@PigatoExchange(service = "others", timeout = "250ms")
		String otherwise();

		@PigatoExchange(timeout = "none")
		String endless();

	}

	interface Placeholders {

		@PigatoExchange(service = "${name}@1", timeout = "${wait}")
		String greet();

	}

	interface Finding<T> {

		@PigatoExchange("find")
		List<T> find(T example);

	}

	interface Strings extends Finding<String> {

	}

	@Retention(RetentionPolicy.RUNTIME)
	@PigatoExchange(retry = true)
	@interface Twice {

		@AliasFor(annotation = PigatoExchange.class, attribute = "service")
		String value();

	}

	interface Own {

		@Twice("own")
		String ask();

	}

	interface Empty {

	}

	interface Nameless {

		String ask(String text);

	}

	interface TwoPayloads {

		@PigatoExchange("x")
		String ask(String one, String two);

	}

	interface TwoTimeouts {

		@PigatoExchange("x")
		String ask(Duration one, Duration two);

	}

	interface TwoTargets {

		@PigatoExchange("x")
		String ask(@PigatoTarget String one, @PigatoTarget String two);

	}

	interface OddTarget {

		@PigatoExchange("x")
		String ask(@PigatoTarget int worker);

	}

	interface OddHeader {

		@PigatoExchange("x")
		String ask(@PigatoHeader Consumer<String> header);

	}

	interface NamedMap {

		@PigatoExchange("x")
		String ask(@PigatoHeader("a") Map<String, String> headers);

	}

	@SuppressWarnings("rawtypes")
	interface RawStream {

		@PigatoExchange("x")
		Stream ask();

	}

	interface Variable {

		@PigatoExchange("x")
		<T> List<T> ask();

	}

	interface OptionalFuture {

		@PigatoExchange("x")
		CompletableFuture<Optional<String>> ask();

	}

	interface Ints {

		@PigatoExchange("x")
		IntStream ask();

	}

	/** As Kotlin compiles it. */
	@Metadata
	interface Suspending {

		@PigatoExchange("x")
		Object ask(Continuation<? super String> continuation);

	}

	interface BadTimeout {

		@PigatoExchange(service = "x", timeout = "soon")
		String ask();

	}

	interface LongTimeout {

		@PigatoExchange(service = "x", timeout = "25d")
		String ask();

	}

}
