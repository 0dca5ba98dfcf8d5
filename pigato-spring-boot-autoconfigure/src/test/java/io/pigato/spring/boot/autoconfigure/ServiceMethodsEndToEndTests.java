package io.pigato.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.pigato.ErrorCodes;
import io.pigato.PigatoException;
import io.pigato.PigatoRemoteException;
import io.pigato.PigatoServiceException;
import io.pigato.client.PigatoClient;
import io.pigato.client.ReplyCallback;
import io.pigato.client.RequestHandle;
import io.pigato.payload.PayloadType;
import io.pigato.spring.annotation.PigatoHeader;
import io.pigato.spring.annotation.PigatoService;
import io.pigato.spring.worker.DelegatingReply;
import io.pigato.spring.worker.PigatoArgumentResolver;
import io.pigato.spring.worker.PigatoExceptionResolver;
import io.pigato.spring.worker.PigatoServiceRegistration;
import io.pigato.spring.worker.PigatoWorkerInterceptor;
import io.pigato.worker.Reply;
import io.pigato.worker.RequestHandler;
import io.pigato.worker.ServiceRequest;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.Order;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.validation.annotation.Validated;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What a service method may take and return, and what is around it. */
@SpringBootTest(properties = { "pigato.broker.embedded=true", "pigato.broker.bind=", "stage=test", "pool=ownThreads" })
@DirtiesContext // closed at once, since other tests count threads
class ServiceMethodsEndToEndTests {

	@Autowired
	private PigatoClient client;

	@Autowired
	private Services services;

	@BeforeEach
	void forget() {
		this.services.seen.clear();
	}

	@Test
	void headersAreConverted() {
		UUID id = UUID.randomUUID();
		assertThat(this.client.service("headers")
			.data("x")
			.header("tenant", "acme")
			.header("limit", "7")
			.header("trace-id", id.toString())
			.retrieve()
			.body(String.class)).isEqualTo("x acme 7 " + id + " 3");
	}

	@Test
	void headersThatMayBeMissingAre() {
		assertThat(this.client.service("headers").header("tenant", "acme").retrieve().body(String.class))
			.isEqualTo("null acme 0 null 1");
	}

	@Test
	void aHeaderThatMustBeThereIsMissed() {
		assertRemote(() -> this.client.request("headers", "x", String.class), ErrorCodes.VALIDATION,
				"The header 'tenant' is missing");
	}

	@Test
	void aHeaderThatCannotBeReadIsRefused() {
		assertRemote(() -> this.client.service("headers")
			.header("tenant", "acme")
			.header("limit", "many")
			.retrieve()
			.body(String.class), ErrorCodes.VALIDATION, "The header 'limit' cannot be read as Integer");
	}

	@Test
	void aResolverOfTheApplicationSuppliesParameters() {
		assertThat(this.client.service("whoami").data("hi").header("user", "ada").retrieve().body(String.class))
			.isEqualTo("hi ada");
		assertRemote(() -> this.client.request("whoami", "hi", String.class), "NO_USER", "who are you?");
	}

	@Test
	void aValidPayloadPasses() {
		assertThat(this.client.request("order", new Item("tea", 3), String.class)).isEqualTo("tea");
		assertThat(this.client.request("orders", List.of(new Item("tea", 3)), int.class)).isEqualTo(1);
	}

	@Test
	void anInvalidPayloadIsRefusedWithAllThatIsWrong() {
		PigatoRemoteException error = assertRemote(() -> this.client.request("order", new Item(" ", 30), String.class),
				ErrorCodes.VALIDATION, "amount must be less than or equal to 10; item must not be blank");
		assertThat(error.details()).asInstanceOf(InstanceOfAssertFactories.LIST)
			.containsExactly(Map.of("path", "amount", "message", "must be less than or equal to 10"),
					Map.of("path", "item", "message", "must not be blank"));
		assertThat(this.services.seen).isEmpty();
	}

	@Test
	void elementsOfAPayloadAreValidated() {
		assertRemote(
				() -> this.client.request("orders", List.of(new Item("tea", 3), new Item("tea", 11)), String.class),
				ErrorCodes.VALIDATION, "orders[1].amount must be less than or equal to 10");
	}

	@Test
	void aPayloadWithAConstraintOfItsOwnIsValidated() {
		assertRemote(() -> this.client.request("name", "", String.class), ErrorCodes.VALIDATION,
				"name must not be blank");
	}

	@Test
	void noMoreThanTheFirstHundredViolationsAreTold() {
		List<Item> orders = Stream.generate(() -> new Item("", 1)).limit(200).toList();
		PigatoRemoteException error = assertRemote(() -> this.client.request("orders", orders, String.class),
				ErrorCodes.VALIDATION, null);
		assertThat(error.getMessage()).contains("; and 197 more");
		assertThat(error.details()).asInstanceOf(InstanceOfAssertFactories.LIST).hasSize(100);
	}

	@Test
	void aProxiedBeanIsValidatedOnceAndBeforeItIsCalled() {
		assertRemote(() -> this.client.request("proxied", "", String.class), ErrorCodes.VALIDATION,
				"name must not be blank");
		assertThat(this.client.request("proxied", "x", String.class)).isEqualTo("x");
	}

	@Test
	void aMonoIsItsValueOrNull() {
		assertThat(this.client.request("mono", "hi", String.class)).isEqualTo("hi");
		assertThat(this.client.request("mono", null, String.class)).isNull();
		assertThat(this.client.request("mono-of-optional", "hi", String.class)).isEqualTo("hi");
	}

	@Test
	void aMonoThatFailsFailsTheRequest() {
		assertRemote(() -> this.client.request("failing-mono", null, String.class), "LATE", "too late");
	}

	@Test
	void aFluxIsItsElements() {
		assertThat(streamed("flux", 1000, int.class)).hasSize(1000).startsWith(1, 2).endsWith(1000);
		assertThat(streamed("flux", 0, int.class)).isEmpty();
		assertThat(streamed("publisher", 3, int.class)).containsExactly(1, 2, 3);
	}

	@Test
	void aFluxIsAskedForOneElementAtATime() {
		assertThat(streamed("counted-flux", 5, int.class)).containsExactly(1, 2, 3, 4, 5);
		assertThat(this.services.mostRequested).hasValue(1);
	}

	@Test
	void anEndlessFluxIsCancelledWhenNobodyWaitsAnyMore() throws InterruptedException {
		CountDownLatch some = new CountDownLatch(3);
		RequestHandle request = this.client.service("endless")
			.retrieve()
			.callback(PayloadType.of(Long.class), new ReplyCallback<Long>() {

				@Override
				public void onPartial(Long value) {
					some.countDown();
				}

				@Override
				public void onFinal(@Nullable Long value) {
				}

				@Override
				public void onError(PigatoException error) {
				}

			});
		assertThat(some.await(60, TimeUnit.SECONDS)).isTrue();
		request.cancel();
		assertThat(this.services.endlessCancelled.await(60, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void otherReactiveTypesCount() {
		assertThat(this.client.request("single", 21, int.class)).isEqualTo(42);
		assertThat(streamed("observable", 3, int.class)).containsExactly(1, 2, 3);
		assertThat(this.client.request("completable", "x", Object.class)).isNull();
	}

	@Test
	void theApplicationsResolverSaysWhatCallersAreTold() {
		assertRemote(() -> this.client.request("throwing", "x", String.class), "GONE", "x is gone");
		assertRemote(() -> this.client.request("throwing-later", "x", String.class), "GONE", "x is gone");
		assertRemote(() -> this.client.request("failing", "x", String.class), "GONE", "x is gone");
	}

	@Test
	void whatNoResolverKnowsIsAnInternalError() {
		assertRemote(() -> this.client.request("throwing", "", String.class), ErrorCodes.INTERNAL, "internal error");
	}

	@Test
	void aPayloadThatCannotBeReadStaysSo() {
		assertRemote(() -> this.client.request("order", 7, String.class), ErrorCodes.INVALID_PAYLOAD, null);
	}

	@Test
	void interceptorsAreAroundEachHandlerInTheirOrder() {
		assertThat(this.client.service("programmatic").header("watch", "yes").retrieve().body(String.class))
			.isEqualTo("done");
		Awaitility.await()
			.untilAsserted(() -> assertThat(this.services.seen).containsExactly("outer", "inner", "end done",
					"inner end", "outer end"));
	}

	@Test
	void anInterceptorMayAnswerItself() {
		assertThat(this.client.service("programmatic").header("short-cut", "yes").retrieve().body(String.class))
			.isEqualTo("from the interceptor");
	}

	@Test
	void whatAnInterceptorThrowsIsResolvedToo() {
		assertRemote(() -> this.client.service("programmatic").header("refuse", "yes").retrieve().body(String.class),
				"GONE", "programmatic is gone");
	}

	@Test
	void aServiceRunsOnTheExecutorThatItNames() {
		assertThat(this.client.request("on-own-thread", null, String.class)).startsWith("own-");
		assertThat(this.client.request("name", "x", String.class)).isEqualTo("x on pigato-handler");
	}

	@Test
	void namesHavePlaceholders() {
		assertThat(this.client.request("test-stage", null, String.class)).isEqualTo("placed");
	}

	@Test
	void aGenericPayloadKeepsItsTypes() {
		assertThat(this.client.request("sum-by-name", Map.of("a", List.of(new Item("x", 1), new Item("y", 2))),
				Object.class))
			.isEqualTo(Map.of("a", 3));
	}

	private <T> List<T> streamed(String service, Object data, Class<T> type) {
		try (Stream<T> replies = this.client.service(service).data(data).retrieve().stream(type)) {
			return replies.toList();
		}
	}

	private static PigatoRemoteException assertRemote(ThrowingCallable call, String code, @Nullable String message) {
		PigatoRemoteException error = catchThrowableOfType(PigatoRemoteException.class, call);
		assertThat(error).isNotNull();
		assertThat(error.code()).isEqualTo(code);
		if (message != null) {
			assertThat(error).hasMessage(message);
		}
		return error;
	}

	record Item(@NotBlank String item, @Max(10) int amount) {

	}

	record User(String name) {

	}

	static class GoneException extends RuntimeException {

		GoneException(String what) {
			super(what);
		}

	}

	static class UserResolver implements PigatoArgumentResolver {

		@Override
		public boolean supports(MethodParameter parameter) {
			return parameter.getParameterType() == User.class;
		}

		@Override
		public Object resolve(MethodParameter parameter, ServiceRequest request, Reply reply) {
			String name = request.headers().get("user");
			if (name == null) {
				throw new PigatoServiceException("NO_USER", "who are you?");
			}
			return new User(name);
		}

	}

	@Validated
	static class ProxiedService {

		@PigatoService("proxied")
		public String proxied(@NotBlank String name) {
			return name;
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Services {

		final List<String> seen = new CopyOnWriteArrayList<>();

		final AtomicLong mostRequested = new AtomicLong();

		final CountDownLatch endlessCancelled = new CountDownLatch(1);

		@PigatoService("headers")
		String headers(@Nullable String text, @PigatoHeader String tenant, @PigatoHeader("limit") Optional<Integer> max,
				@PigatoHeader(name = "trace-id") @Nullable UUID trace, @PigatoHeader Map<String, String> all) {
			return text + " " + tenant + " " + max.orElse(0) + " " + trace + " " + all.size();
		}

		@PigatoService("whoami")
		String whoami(User user, String text) {
			return text + " " + user.name();
		}

		@PigatoService("order")
		String order(@Valid Item order) {
			this.seen.add(order.item());
			return order.item();
		}

		@PigatoService("orders")
		int orders(List<@Valid Item> orders) {
			return orders.size();
		}

		@PigatoService("name")
		String name(@NotBlank String name) {
			return name + " on " + Thread.currentThread().getName().replaceAll("-[0-9]+$", "");
		}

		@PigatoService("sum-by-name")
		Map<String, Integer> sumByName(Map<String, List<Item>> orders) {
			return orders.entrySet()
				.stream()
				.collect(Collectors.toMap(Map.Entry::getKey,
						(entry) -> entry.getValue().stream().mapToInt(Item::amount).sum()));
		}

		@PigatoService("mono")
		Mono<String> mono(@Nullable String text) {
			return Mono.justOrEmpty(text).delayElement(Duration.ofMillis(1));
		}

		@PigatoService("mono-of-optional")
		Mono<Optional<String>> monoOfOptional(String text) {
			return Mono.just(Optional.of(text));
		}

		@PigatoService("failing-mono")
		Mono<String> failingMono() {
			return Mono.delay(Duration.ofMillis(1)).then(Mono.error(new PigatoServiceException("LATE", "too late")));
		}

		@PigatoService("flux")
		Flux<Integer> flux(int count) {
			return Flux.range(1, count).publishOn(Schedulers.parallel());
		}

		@PigatoService("publisher")
		Publisher<Integer> publisher(int count) {
			return Flux.range(1, count);
		}

		@PigatoService("counted-flux")
		Flux<Integer> countedFlux(int count) {
			return Flux.range(1, count)
				.doOnRequest((requested) -> this.mostRequested.accumulateAndGet(requested, Math::max));
		}

		@PigatoService("endless")
		Flux<Long> endless() {
			return Flux.interval(Duration.ofMillis(1))
				.onBackpressureDrop()
				.doOnCancel(this.endlessCancelled::countDown);
		}

		@PigatoService("single")
		Single<Integer> single(int number) {
			return Single.just(number * 2);
		}

		@PigatoService("observable")
		Observable<Integer> observable(int count) {
			return Observable.range(1, count);
		}

		@PigatoService("completable")
		Completable completable(String text) {
			return Completable.complete();
		}

		@PigatoService("throwing")
		String throwing(String what) {
			throw what.isEmpty() ? new IllegalStateException("secret") : new GoneException(what);
		}

		@PigatoService("throwing-later")
		CompletableFuture<String> throwingLater(String what) {
			return CompletableFuture.supplyAsync(() -> throwing(what));
		}

		@PigatoService("failing")
		void failing(String what, Reply reply) {
			reply.fail(new GoneException(what));
		}

		@PigatoService(name = "on-own-thread", executor = "${pool}")
		String onOwnThread() {
			return Thread.currentThread().getName();
		}

		@PigatoService("${stage}-stage")
		String placed() {
			return "placed";
		}

		@Bean
		PigatoServiceRegistration programmatic() {
			return new PigatoServiceRegistration("programmatic", (request, reply) -> reply.end("done"));
		}

		@Bean(defaultCandidate = false)
		Executor ownThreads() {
			return new SimpleAsyncTaskExecutor("own-");
		}

		@Bean
		ProxiedService proxiedService() {
			return new ProxiedService();
		}

		@Bean
		UserResolver userResolver() {
			return new UserResolver();
		}

		@Bean
		@Order(1)
		PigatoExceptionResolver confusedResolver() {
			return (failure, request) -> {
				throw new IllegalStateException("a resolver that fails itself is passed over");
			};
		}

		@Bean
		@Order(2)
		PigatoExceptionResolver goneResolver() {
			return (failure, request) -> (failure instanceof GoneException)
					? new PigatoServiceException("GONE", failure.getMessage() + " is gone") : null;
		}

		@Bean
		@Order(2)
		PigatoWorkerInterceptor innerInterceptor() {
			return (request, reply, next) -> around("inner", request, reply, next);
		}

		@Bean
		@Order(1)
		PigatoWorkerInterceptor outerInterceptor() {
			return (request, reply, next) -> {
				if (request.headers().containsKey("short-cut")) {
					reply.end("from the interceptor");
				}
				else if (request.headers().containsKey("refuse")) {
					throw new GoneException(request.service());
				}
				else {
					around("outer", request, reply, next);
				}
			};
		}

		private void around(String name, ServiceRequest request, Reply reply, RequestHandler next) throws Exception {
			if (!request.headers().containsKey("watch")) {
				next.handle(request, reply);
				return;
			}
			this.seen.add(name);
			next.handle(request, !name.equals("inner") ? reply : new DelegatingReply(reply) {

				@Override
				public void end(@Nullable Object value) {
					Services.this.seen.add("end " + value);
					super.end(value);
				}

			});
			this.seen.add(name + " end");
		}

	}

}
