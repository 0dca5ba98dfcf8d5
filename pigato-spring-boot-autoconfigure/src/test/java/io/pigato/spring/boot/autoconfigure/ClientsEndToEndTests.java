package io.pigato.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.pigato.PigatoCancelledException;
import io.pigato.PigatoException;
import io.pigato.PigatoRemoteException;
import io.pigato.PigatoServiceException;
import io.pigato.PigatoTimeoutException;
import io.pigato.RequestOptions;
import io.pigato.client.PigatoClient;
import io.pigato.client.ReplyCallback;
import io.pigato.client.RequestHandle;
import io.pigato.payload.PayloadType;
import io.pigato.spring.annotation.PigatoHeader;
import io.pigato.spring.annotation.PigatoService;
import io.pigato.spring.client.PigatoClientBuilderCustomizer;
import io.pigato.spring.client.PigatoClientInterceptor;
import io.pigato.spring.client.ReactivePigatoClient;
import io.pigato.spring.exchange.ImportPigatoClients;
import io.pigato.spring.exchange.PigatoExchange;
import io.pigato.spring.exchange.PigatoTarget;
import io.pigato.worker.Reply;
import io.pigato.worker.ServiceRequest;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** All forms of a request, through a broker: as said, declared, reactive, intercepted. */
class ClientsEndToEndTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private static final PayloadType<Map<String, String>> HEADERS = new PayloadType<>() {
	};

	private static ConfigurableApplicationContext context;

	private static Application application;

	private static PigatoClient client;

	private static ReactivePigatoClient reactive;

	private static Declared declared;

	@BeforeAll
	static void start() {
		context = new SpringApplicationBuilder(Application.class)
			.properties("pigato.broker.embedded=true", "pigato.broker.bind=", "which=echo",
					"spring.main.banner-mode=off", "spring.main.log-startup-info=false")
			.run();
		application = context.getBean(Application.class);
		client = context.getBean(PigatoClient.class);
		reactive = context.getBean(ReactivePigatoClient.class);
		declared = context.getBean(Declared.class);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@BeforeEach
	void forget() {
		application.log.clear();
	}

	@Test
	void declaredMethodsAreAnswered() throws Exception {
		assertThat(declared.echo("hi")).isEqualTo("hi");
		assertThat(declared.nothing()).isEmpty();
		assertThat(declared.something("x")).contains("x");
		assertThat(declared.later("hi").get(30, TimeUnit.SECONDS)).isEqualTo("hi");
		try (Stream<Integer> numbers = declared.stream(3)) {
			assertThat(numbers).containsExactly(0, 1, 2);
		}
		declared.mono("hi").as(StepVerifier::create).expectNext("hi").expectComplete().verify(LONG);
		declared.flux(3).as(StepVerifier::create).expectNext(0, 1, 2).expectComplete().verify(LONG);
		StepVerifier.create(JdkFlowAdapter.flowPublisherToFlux(declared.publisher(2)))
			.expectNext(0, 1)
			.expectComplete()
			.verify(LONG);
	}

	@Test
	void aDeclaredMethodWithoutResultWaitsForTheReplyAndFailsAsItFails() {
		declared.done("hi");
		assertThatExceptionOfType(PigatoRemoteException.class).isThrownBy(() -> declared.fail())
			.withMessage("no")
			.satisfies((error) -> assertThat(error.code()).isEqualTo("E_NO"));
	}

	@Test
	void declaredHeadersTargetAndTimeoutReachTheWorker() throws Exception {
		String worker = client.directory("headers").get(30, TimeUnit.SECONDS).get(0);
		assertThat(declared.headers(worker, "a", Map.of("more", "b"))).containsEntry("tenant", "a")
			.containsEntry("more", "b");
		assertThatExceptionOfType(PigatoException.class).isThrownBy(() -> declared.headers("nobody", "a", Map.of()));
		assertThatExceptionOfType(PigatoTimeoutException.class).isThrownBy(() -> declared.slow(Duration.ofMillis(50)))
			.withMessageContaining("50 ms");
	}

	@Test
	void aMonoIsSentForEachSubscriberAndNotBefore() {
		Mono<String> mono = reactive.request("echo", "hi", String.class);
		assertThat(application.log).isEmpty();
		for (int i = 0; i < 2; i++) {
			StepVerifier.create(mono).expectNext("hi").expectComplete().verify(LONG);
		}
		assertThat(application.log).filteredOn("second echo"::equals).hasSize(2);
		StepVerifier.create(reactive.service("nothing").retrieve().mono(String.class)).expectComplete().verify(LONG);
	}

	@Test
	void aFluxTakesAsMuchAsIsAskedFor() {
		Flux<Integer> flux = reactive.service("count").data(1000).retrieve().flux(Integer.class);
		StepVerifier.create(flux, 0)
			.thenRequest(2)
			.expectNext(0, 1)
			.thenRequest(1)
			.expectNext(2)
			.thenCancel()
			.verify(LONG);
		StepVerifier.create(flux.limitRate(7)).expectNextCount(1000).expectComplete().verify(LONG);
	}

	@Test
	void cancellingAReactiveRequestCancelsItAtItsWorker() {
		StepVerifier.create(reactive.service("endless").retrieve().flux(Integer.class))
			.expectNext(0)
			.thenCancel()
			.verify(LONG);
		awaitLog("endless has ended");
		StepVerifier.create(reactive.service("waiting").retrieve().mono(String.class))
			.expectSubscription()
			.then(() -> awaitLog("waiting has begun"))
			.thenCancel()
			.verify(LONG);
		awaitLog("waiting was cancelled");
	}

	@Test
	void reactiveErrorsAreThoseOfTheClientAndSayWhatWasAsked() {
		StepVerifier.create(reactive.service("broken").retrieve().mono(String.class)).expectErrorSatisfies((error) -> {
			assertThat(error).isInstanceOf(PigatoRemoteException.class).hasMessage("no");
			assertThat(error.getSuppressed()).anySatisfy((trace) -> assertThat(trace)
				.hasMessageContaining("Request to PIGATO service 'broken' [ReactivePigatoClient]"));
		}).verify(LONG);
		StepVerifier.create(reactive.service("broken").retrieve().flux(String.class))
			.expectError(PigatoRemoteException.class)
			.verify(LONG);
	}

	@Test
	void interceptorsSeeEachFormInOrderAndItsOutcomeInReverse() throws Exception {
		client.request("echo", "hi", String.class);
		assertLog("first echo", "second echo", "second: succeeded", "first: succeeded");
		client.service("echo").data("hi").retrieve().future(String.class).get(30, TimeUnit.SECONDS);
		assertLog("first echo", "second echo", "second: succeeded", "first: succeeded");
		try (Stream<Integer> numbers = client.service("count").data(1).retrieve().stream(Integer.class)) {
			assertThat(numbers).hasSize(1);
		}
		assertLog("first count", "second count", "second: partial", "first: partial", "second: succeeded",
				"first: succeeded");
		StepVerifier
			.create(JdkFlowAdapter
				.flowPublisherToFlux(client.service("count").data(1).retrieve().publisher(Integer.class)))
			.expectNextCount(1)
			.expectComplete()
			.verify(LONG);
		assertLog("first count", "second count", "second: partial", "first: partial", "second: succeeded",
				"first: succeeded");
		CompletableFuture<Object> last = new CompletableFuture<>();
		client.service("count").data(1).retrieve().callback(Integer.class, completing(last));
		last.get(30, TimeUnit.SECONDS);
		assertLog("first count", "second count", "second: partial", "first: partial", "second: succeeded",
				"first: succeeded");
	}

	@Test
	void interceptorsLearnOfFailuresAsTheCallerDoes() {
		assertThatExceptionOfType(PigatoRemoteException.class)
			.isThrownBy(() -> client.request("broken", null, String.class));
		assertLog("first broken", "second broken", "second: failed no", "first: failed no");
		assertThat(client.service("broken").retrieve().future(String.class)).failsWithin(LONG);
		assertLog("first broken", "second broken", "second: failed no", "first: failed no");
		try (Stream<Integer> numbers = client.service("broken").retrieve().stream(Integer.class)) {
			assertThatExceptionOfType(PigatoRemoteException.class).isThrownBy(numbers::toList);
		}
		assertLog("first broken", "second broken", "second: failed no", "first: failed no");
	}

	@Test
	void interceptorsLearnThatNobodyWaitsAnyMore() {
		client.service("waiting").retrieve().future(String.class).cancel(true);
		assertLog("first waiting", "second waiting", "second: cancelled", "first: cancelled");
		try (Stream<Integer> numbers = client.service("endless").retrieve().stream(Integer.class)) {
			assertThat(numbers.iterator().next()).isZero();
		}
		awaitLog("first: cancelled");
		awaitLog("endless has ended");
		assertThat(application.log).doesNotContain("second: succeeded");
		application.log.clear();
		RequestHandle handle = client.service("waiting")
			.retrieve()
			.callback(Integer.class, completing(new CompletableFuture<>()));
		handle.cancel();
		assertThat(handle.isDone()).isTrue();
		assertLog("first waiting", "second waiting", "second: cancelled", "first: cancelled");
	}

	@Test
	void interceptorsAddHeadersAndSeeOptions() {
		assertThat(client.service("headers").timeout(Duration.ofSeconds(9)).header("own", "1").retrieve().body(HEADERS))
			.containsAllEntriesOf(Map.of("own", "1", "first", "PT9S", "second", "headers"));
	}

	@Test
	void whatAnInterceptorThrowsRefusesTheRequestInEachForm() {
		PigatoClient.ReplySpec refused = client.service("echo").header("refuse", "yes").retrieve();
		assertThatIllegalStateException().isThrownBy(() -> refused.body(String.class)).withMessage("refused");
		assertLog("first echo", "first: failed refused");
		assertThatIllegalStateException().isThrownBy(() -> refused.future(String.class));
		assertThatIllegalStateException().isThrownBy(() -> refused.stream(String.class));
		StepVerifier.create(JdkFlowAdapter.flowPublisherToFlux(refused.publisher(String.class)))
			.expectErrorMessage("refused")
			.verify(LONG);
	}

	@Test
	void aPayloadThatCannotBeWrittenFailsASubscriberAsItsError() {
		Flow.Publisher<String> publisher = client.service("echo")
			.data(new Unwritable())
			.retrieve()
			.publisher(String.class);
		StepVerifier.create(JdkFlowAdapter.flowPublisherToFlux(publisher))
			.expectErrorMatches((error) -> error.getMessage().startsWith("Cannot write"))
			.verify(LONG);
	}

	@Test
	void aCallbackMustNotWaitAndSaysWhatToDoInstead() throws Exception {
		CompletableFuture<String> second = new CompletableFuture<>();
		client.service("echo").data("hi").retrieve().callback(String.class, new ReplyCallback<>() {

			@Override
			public void onFinal(@Nullable String value) {
				try {
					second.complete(declared.echo("again"));
				}
				catch (IllegalStateException ex) {
					second.completeExceptionally(ex);
				}
			}

			@Override
			public void onError(PigatoException error) {
				second.completeExceptionally(error);
			}

		});
		assertThat(second).failsWithin(LONG)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(IllegalStateException.class)
			.withMessageContaining("must not wait for a reply: use future(…)");
	}

	@Test
	void anInterruptedCallThrowsKeepsTheFlagAndCancels() throws Exception {
		AtomicReference<Throwable> thrown = new AtomicReference<>();
		CountDownLatch flagged = new CountDownLatch(1);
		Thread asking = new Thread(() -> {
			try {
				declared.waiting();
			}
			catch (PigatoException ex) {
				thrown.set(ex);
			}
			if (Thread.currentThread().isInterrupted()) {
				flagged.countDown();
			}
		});
		asking.start();
		awaitLog("waiting has begun");
		asking.interrupt();
		assertThat(flagged.await(30, TimeUnit.SECONDS)).isTrue();
		assertThat(thrown.get()).isInstanceOf(PigatoCancelledException.class);
		awaitLog("waiting was cancelled");
		assertThat(application.log).contains("first: cancelled");
	}

	@Test
	void everyClientOfTheBuilderIsStartedStoppedAndRestartedWithTheContext() {
		PigatoClient further = context.getBean(PigatoClient.Builder.class)
			.requestOptions(RequestOptions.DEFAULT.withTimeout(Duration.ofSeconds(20)).withHeader("x", "y"))
			.build();
		assertThat(context.getBean(PigatoClient.Builder.class))
			.isNotSameAs(context.getBean(PigatoClient.Builder.class));
		for (int i = 0; i < 20; i++) {
			assertThat(further.service("headers").retrieve().body(HEADERS)).containsEntry("x", "y")
				.containsEntry("first", "PT20S");
			assertThat(declared.echo("hi")).isEqualTo("hi");
			context.stop();
			assertThat(further.service("echo").retrieve().future(String.class)).failsWithin(LONG);
			context.start();
			assertThat(declared.echo("started")).isEqualTo("started");
			context.pause();
			assertThat(declared.later("paused")).failsWithin(LONG);
			context.restart();
		}
		Awaitility.await().atMost(LONG).until(further::isConnected);
		further.close();
		context.stop();
		context.start();
		assertThat(further.isConnected()).isFalse();
	}

	@Test
	void customizersComeAfterThePropertiesInTheirOrder() {
		context.getBean(PigatoClient.Builder.class);
		assertThat(application.log).containsExactly("customizer 1", "customizer 2");
	}

	private static ReplyCallback<Integer> completing(CompletableFuture<Object> last) {
		return new ReplyCallback<>() {

			@Override
			public void onFinal(@Nullable Integer value) {
				last.complete("done");
			}

			@Override
			public void onError(PigatoException error) {
				last.completeExceptionally(error);
			}

		};
	}

	private static void awaitLog(String line) {
		Awaitility.await().atMost(LONG).untilAsserted(() -> assertThat(application.log).contains(line));
	}

	/** Outcomes may be told just after the caller goes on. */
	private static void assertLog(String... lines) {
		Awaitility.await()
			.atMost(LONG)
			.untilAsserted(() -> assertThat(application.log).filteredOn((line) -> !line.startsWith("waiting"))
				.containsExactly(lines));
		application.log.clear();
	}

	interface Declared {

		@PigatoExchange("${which}")
		String echo(String text);

		@PigatoExchange("nothing")
		Optional<String> nothing();

		@PigatoExchange("echo")
		Optional<String> something(String text);

		@PigatoExchange("echo")
		CompletableFuture<String> later(String text);

		@PigatoExchange("count")
		Stream<Integer> stream(int count);

		@PigatoExchange("count")
		Flow.Publisher<Integer> publisher(int count);

		@PigatoExchange("echo")
		Mono<String> mono(String text);

		@PigatoExchange("count")
		Flux<Integer> flux(int count);

		@PigatoExchange("echo")
		void done(String text);

		@PigatoExchange("broken")
		void fail();

		@PigatoExchange("headers")
		Map<String, String> headers(@PigatoTarget String worker, @PigatoHeader("tenant") String tenant,
				@PigatoHeader Map<String, String> more);

		@PigatoExchange(service = "waiting", timeout = "10s")
		String slow(Duration timeout);

		@PigatoExchange("waiting")
		String waiting();

	}

	static final class Unwritable {

		public String getText() {
			throw new IllegalStateException("no text");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@ImportPigatoClients(Declared.class)
	static class Application {

		private final List<String> log = new CopyOnWriteArrayList<>();

		@PigatoService("echo")
		String echo(String text) {
			return text;
		}

		@PigatoService("nothing")
		void nothing() {
		}

		@PigatoService("broken")
		void broken() {
			throw new PigatoServiceException("E_NO", "no");
		}

		@PigatoService("count")
		Stream<Integer> count(int count) {
			return Stream.iterate(0, (n) -> n < count, (n) -> n + 1);
		}

		@PigatoService("endless")
		Stream<Integer> endless() {
			return Stream.iterate(0, (n) -> n + 1).onClose(() -> this.log.add("endless has ended"));
		}

		@PigatoService("headers")
		Map<String, String> headers(ServiceRequest request) {
			return request.headers();
		}

		@PigatoService("waiting")
		void waiting(Reply reply) {
			reply.onCancel(() -> this.log.add("waiting was cancelled"));
			this.log.add("waiting has begun");
		}

		@Bean
		@Order(2)
		PigatoClientInterceptor second() {
			return (request) -> {
				if (request.options().headers().containsKey("refuse")) {
					throw new IllegalStateException("refused");
				}
				this.log.add("second " + request.service());
				request.header("second", request.service());
				return logging("second: ");
			};
		}

		@Bean
		@Order(1)
		PigatoClientInterceptor first() {
			return (request) -> {
				this.log.add("first " + request.service());
				request.header("first", String.valueOf(request.options().timeout()));
				return logging("first: ");
			};
		}

		@Bean
		@Order(2)
		PigatoClientBuilderCustomizer customizerTwo() {
			return (builder) -> this.log.add("customizer 2");
		}

		@Bean
		@Order(1)
		PigatoClientBuilderCustomizer customizerOne() {
			return (builder) -> this.log.add("customizer 1");
		}

		private PigatoClientInterceptor.Outcome logging(String who) {
			List<String> lines = this.log;
			return new PigatoClientInterceptor.Outcome() {

				@Override
				public void partial() {
					lines.add(who + "partial");
				}

				@Override
				public void succeeded() {
					lines.add(who + "succeeded");
				}

				@Override
				public void failed(Throwable error) {
					lines.add(who + "failed " + error.getMessage());
				}

				@Override
				public void cancelled() {
					lines.add(who + "cancelled");
				}

			};
		}

	}

}
