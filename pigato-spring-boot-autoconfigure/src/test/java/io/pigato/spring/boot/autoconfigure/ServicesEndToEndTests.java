package io.pigato.spring.boot.autoconfigure;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.pigato.ErrorCodes;
import io.pigato.PigatoRemoteException;
import io.pigato.PigatoServiceException;
import io.pigato.client.PigatoClient;
import io.pigato.payload.PayloadType;
import io.pigato.spring.annotation.PigatoService;
import io.pigato.spring.worker.PigatoServiceRegistration;
import io.pigato.worker.Reply;
import io.pigato.worker.ServiceRequest;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.test.annotation.DirtiesContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Every form of a service, through an embedded broker, as its callers see it. */
@SpringBootTest(properties = { "pigato.broker.embedded=true", "pigato.broker.bind=", "spring.application.name=shop",
		"spring.jackson.property-naming-strategy=SNAKE_CASE" })
@DirtiesContext // closed at once, since other tests count threads
class ServicesEndToEndTests {

	@Autowired
	private PigatoClient client;

	@Autowired
	private Services services;

	@Test
	void aValueIsReturned() {
		assertThat(this.client.request("greet", new Person("Ada", "Lovelace"), Greeting.class))
			.isEqualTo(new Greeting("Hello Ada Lovelace"));
	}

	@Test
	void aListIsOneValueAndKeepsItsTypes() {
		List<Person> people = this.client.service("people").data(2).retrieve().body(new PayloadType<List<Person>>() {
		});
		assertThat(people).containsExactly(new Person("0", "x"), new Person("1", "x"));
		assertThat(streamed("people", 2, Object.class)).hasSize(1);
		assertThat(this.client.request("names", people, String.class)).isEqualTo("0,1");
	}

	@Test
	void voidAnswersWithNull() {
		assertThat(this.client.request("quiet", "hi", Object.class)).isNull();
		assertThat(streamed("quiet", "hi", Object.class)).isEmpty();
	}

	@Test
	void anOptionalIsItsValueOrNull() {
		assertThat(this.client.request("find", "Ada", Person.class)).isEqualTo(new Person("Ada", "x"));
		assertThat(this.client.request("find", "nobody", Person.class)).isNull();
	}

	@Test
	void aStageAnswersWhenItIsComplete() {
		assertThat(this.client.request("later", 21, int.class)).isEqualTo(42);
	}

	@Test
	void aStreamIsItsElements() {
		assertThat(streamed("count", 3, int.class)).containsExactly(1, 2, 3);
		assertThat(streamed("count", 0, int.class)).isEmpty();
		assertThat(streamed("count", 5000, int.class)).hasSize(5000);
		assertThat(this.client.request("count", 3, Object.class)).isNull();
	}

	@Test
	void aPublisherIsItsElements() {
		assertThat(streamed("publish", 3, int.class)).containsExactly(0, 1, 2);
	}

	@Test
	void aReplyIsTheHandlersOwnAndMayEndLater() {
		assertThat(streamed("imperative", "x", String.class)).containsExactly("part of x", "end of x");
	}

	@Test
	void theRequestTellsWhoAsksForWhat() {
		Map<String, String> told = this.client.service("about-me")
			.header("tenant", "acme")
			.retrieve()
			.body(new PayloadType<Map<String, String>>() {
			});
		assertThat(told).containsEntry("service", "about-me").containsEntry("tenant", "acme");
		assertThat(told.get("client")).startsWith("shop-");
	}

	@Test
	void aServiceCanBeRegisteredAsABean() {
		assertThat(this.client.request("programmatic", 20, int.class)).isEqualTo(21);
	}

	@Test
	void repliesCanBeHadAsFutureAndPublisher() throws Exception {
		CompletableFuture<Integer> future = this.client.service("later").data(4).retrieve().future(int.class);
		assertThat(future.get(30, TimeUnit.SECONDS)).isEqualTo(8);
		Collector collector = new Collector();
		this.client.service("count").data(3).retrieve().publisher(int.class).subscribe(collector);
		assertThat(collector.done.await(30, TimeUnit.SECONDS)).isTrue();
		assertThat(collector.failure).isNull();
		assertThat(collector.elements).containsExactly(1, 2, 3);
	}

	@Test
	void whatAServiceMeansToTellTravels() {
		PigatoRemoteException failure = catchThrowableOfType(PigatoRemoteException.class,
				() -> this.client.request("fail", "service", String.class));
		assertThat(failure.code()).isEqualTo("NO_STOCK");
		assertThat(failure).hasMessage("none left");
		assertThat(failure.details()).isEqualTo(Map.of("article_number", 7));
	}

	@Test
	void ofAllElseTheCallerLearnsNothing() {
		for (String how : List.of("runtime", "checked", "error", "later", "stream", "null-element", "publisher")) {
			assertRemote(ErrorCodes.INTERNAL, "internal error", () -> this.client.request("fail", how, String.class));
		}
	}

	@Test
	void whatCameBeforeAFailureIsSeen() {
		List<String> seen = new ArrayList<>();
		try (Stream<String> stream = this.client.service("fail").data("stream").retrieve().stream(String.class)) {
			assertRemote(ErrorCodes.INTERNAL, "internal error", () -> stream.forEach(seen::add));
		}
		assertThat(seen).containsExactly("before");
	}

	@Test
	void aPayloadThatDoesNotFitIsTheCallersFault() {
		assertThatExceptionOfType(PigatoRemoteException.class)
			.isThrownBy(() -> this.client.request("count", "no number", String.class))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(ErrorCodes.INVALID_PAYLOAD))
			.withMessageContaining("Cannot read the payload as int");
		assertRemote(ErrorCodes.INVALID_PAYLOAD, "Cannot read a payload of null as int",
				() -> this.client.request("count", null, String.class));
	}

	@Test
	void theRulesOfTheApplicationsMapperHoldOnTheWire() {
		assertThat(this.client.request("raw", new Person("Ada", "Lovelace"), String.class))
			.isEqualTo("{first_name=Ada, family_name=Lovelace}");
		assertThat(this.client.request("people", 1, Object.class))
			.isEqualTo(List.of(Map.of("first_name", "0", "family_name", "x")));
	}

	@Test
	void aCallerThatLeavesEndsTheStream() {
		try (Stream<Integer> endless = this.client.service("endless").retrieve().stream(int.class)) {
			assertThat(endless.limit(3)).containsExactly(0, 1, 2);
		}
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(this.services.endlessClosed.getCount()).isZero());
	}

	@Test
	void fiftyNestedCallsWithinOneApplicationDoNotDeadlock() {
		List<CompletableFuture<Integer>> nested = IntStream.range(0, 50)
			.mapToObj((n) -> this.client.service("nested").data(n).retrieve().future(int.class))
			.toList();
		for (int n = 0; n < 50; n++) {
			assertThat(nested.get(n).orTimeout(60, TimeUnit.SECONDS).join()).isEqualTo(n + 1);
		}
	}

	private <T> List<T> streamed(String service, Object data, Class<T> type) {
		try (Stream<T> stream = this.client.service(service).data(data).retrieve().stream(type)) {
			return stream.toList();
		}
	}

	private static void assertRemote(String code, String message, ThrowingCallable call) {
		assertThatExceptionOfType(PigatoRemoteException.class).isThrownBy(call)
			.withMessage(message)
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(code));
	}

	record Person(String firstName, String familyName) {

	}

	record Greeting(String text) {

	}

	record Article(int articleNumber) {

	}

	private static final class Collector implements Flow.Subscriber<Integer> {

		private final List<Integer> elements = new ArrayList<>();

		private final CountDownLatch done = new CountDownLatch(1);

		private volatile @Nullable Throwable failure;

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			subscription.request(Long.MAX_VALUE);
		}

		@Override
		public void onNext(Integer element) {
			this.elements.add(element);
		}

		@Override
		public void onError(Throwable thrown) {
			this.failure = thrown;
			this.done.countDown();
		}

		@Override
		public void onComplete() {
			this.done.countDown();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Services services(PigatoClient client) {
			return new Services(client);
		}

		@Bean
		PigatoServiceRegistration programmatic() {
			return new PigatoServiceRegistration("programmatic",
					(request, reply) -> reply.end(request.data(Integer.class) + 1));
		}

	}

	static class Services {

		private final PigatoClient client;

		private final CountDownLatch endlessClosed = new CountDownLatch(1);

		Services(PigatoClient client) {
			this.client = client;
		}

		@PigatoService("greet")
		Greeting greet(Person person) {
			return new Greeting("Hello " + person.firstName() + " " + person.familyName());
		}

		@PigatoService("people")
		List<Person> people(int count) {
			return IntStream.range(0, count).mapToObj((n) -> new Person(String.valueOf(n), "x")).toList();
		}

		@PigatoService("names")
		String names(List<Person> people) {
			return String.join(",", people.stream().map(Person::firstName).toList());
		}

		@PigatoService("quiet")
		void quiet(String text) {
		}

		@PigatoService("find")
		Optional<Person> find(String name) {
			return name.equals("nobody") ? Optional.empty() : Optional.of(new Person(name, "x"));
		}

		@PigatoService("later")
		CompletionStage<Integer> later(int number) {
			return CompletableFuture.supplyAsync(() -> number * 2);
		}

		@PigatoService("count")
		Stream<Integer> count(int to) {
			return IntStream.rangeClosed(1, to).boxed();
		}

		@PigatoService("publish")
		Flow.Publisher<Integer> publish(int count) {
			return (subscriber) -> {
				SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>();
				publisher.subscribe(subscriber);
				IntStream.range(0, count).forEach(publisher::submit);
				publisher.close();
			};
		}

		@PigatoService("imperative")
		void imperative(String text, Reply reply) {
			reply.write("part of " + text);
			CompletableFuture.runAsync(() -> reply.end("end of " + text));
		}

		@PigatoService("about-me")
		Map<String, String> aboutMe(ServiceRequest request) {
			return Map.of("service", request.service(), "client", request.clientId(), "tenant",
					request.headers().getOrDefault("tenant", ""));
		}

		@PigatoService("raw")
		String raw(Map<String, Object> payload) {
			return payload.toString();
		}

		@PigatoService("endless")
		Stream<Integer> endless() {
			return Stream.iterate(0, (n) -> n + 1).onClose(this.endlessClosed::countDown);
		}

		@PigatoService(name = "nested", concurrency = "50")
		@Nullable Integer nested(int number) {
			return this.client.request("increment", number, Integer.class);
		}

		@PigatoService("increment")
		int increment(int number) {
			return number + 1;
		}

		@PigatoService("fail")
		Object fail(String how) throws Exception {
			return switch (how) {
				case "service" -> throw new PigatoServiceException("NO_STOCK", "none left", new Article(7));
				case "runtime" -> throw new IllegalStateException("secret");
				case "checked" -> throw new IOException("secret");
				case "error" -> throw new StackOverflowError("secret");
				case "later" -> CompletableFuture.failedFuture(new IllegalStateException("secret"));
				case "stream" -> Stream.of("before", "after").map((element) -> {
					if (element.equals("after")) {
						throw new IllegalStateException("secret");
					}
					return element;
				});
				case "null-element" -> Arrays.asList("before", null).stream();
				default -> (Flow.Publisher<String>) (subscriber) -> {
					SubmissionPublisher<String> publisher = new SubmissionPublisher<>();
					publisher.subscribe(subscriber);
					publisher.closeExceptionally(new IllegalStateException("secret"));
				};
			};
		}

	}

}
