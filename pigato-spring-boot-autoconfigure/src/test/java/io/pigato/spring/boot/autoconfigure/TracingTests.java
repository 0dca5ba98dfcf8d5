package io.pigato.spring.boot.autoconfigure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.pigato.PigatoException;
import io.pigato.PigatoRemoteException;
import io.pigato.client.PigatoClient;
import io.pigato.client.ReplyCallback;
import io.pigato.payload.PayloadType;
import io.pigato.spring.annotation.PigatoService;
import io.pigato.spring.client.ReactivePigatoClient;
import io.pigato.spring.lifecycle.PigatoBrokerLifecycle;
import io.pigato.worker.PigatoWorker;
import io.pigato.worker.Reply;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.FlowAdapters;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.micrometer.tracing.test.autoconfigure.AutoConfigureTracing;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.test.annotation.DirtiesContext;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * One trace from the caller over the client and the handler to the request that the
 * handler makes, in each form and when things fail; and the thread-bound contexts of
 * handlers and callbacks.
 */
@SpringBootTest(properties = { "pigato.broker.embedded=true", "pigato.broker.bind=tcp://127.0.0.1:0",
		"management.tracing.sampling.probability=1.0" })
@AutoConfigureTracing
@DirtiesContext // closed at once, since other tests count threads
class TracingTests {

	private static final Path PEERS = Path.of("..", "pigato-core", "target", "nodejs-interop")
		.toAbsolutePath()
		.normalize();

	@Autowired
	private PigatoBrokerLifecycle broker;

	@Autowired
	private PigatoClient client;

	@Autowired
	private ReactivePigatoClient reactive;

	@Autowired
	private ObservationRegistry registry;

	@Autowired
	private Tracer tracer;

	private InMemorySpanExporter spans;

	@Autowired
	private Services services;

	@Autowired
	private EmbeddedEndpoint endpoint;

	@BeforeEach
	void reset() {
		this.spans = this.services.spans;
		this.spans.reset();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "blocking", "future", "composed", "mono", "hopping-mono", "own-executor", "flux", "stream" })
	void oneTraceReachesFromTheCallerToTheInnermostHandler(String outer) {
		String inner = List.of("flux", "stream").contains(outer) ? "numbers" : "inner";
		traced(() -> this.client.service(outer).retrieve().body(Object.class));
		assertChain("root", "request " + outer, "handle " + outer, "request " + inner, "handle " + inner);
	}

	@Test
	void eachFormOfACallContinuesTheCallersTrace() {
		PigatoClient.ReplySpec request = this.client.service("numbers").retrieve();
		traced(() -> request.body(Object.class));
		assertChain("root", "request numbers", "handle numbers");
		traced(() -> request.future(Object.class).join());
		assertChain("root", "request numbers", "handle numbers");
		traced(() -> {
			try (Stream<Integer> numbers = request.stream(Integer.class)) {
				return numbers.toList();
			}
		});
		assertChain("root", "request numbers", "handle numbers");
		traced(() -> Flux.from(FlowAdapters.toPublisher(request.publisher(Integer.class))).collectList().block());
		assertChain("root", "request numbers", "handle numbers");
		traced(() -> {
			Finished<Integer> finished = new Finished<>(this.tracer);
			request.callback(Integer.class, finished);
			return finished.seen.join();
		});
		assertChain("root", "request numbers", "handle numbers");
	}

	@Test
	void aReactorContextIsTheParentOnWhateverThreadIsSubscribed() {
		Observation root = Observation.start("root", this.registry);
		Object answer = this.reactive.request("inner", "x", Object.class)
			.subscribeOn(Schedulers.boundedElastic())
			.contextWrite((context) -> context.put("micrometer.observation", root))
			.block();
		List<Integer> numbers = this.reactive.service("numbers")
			.retrieve()
			.flux(Integer.class)
			.subscribeOn(Schedulers.boundedElastic())
			.contextWrite((context) -> context.put("micrometer.observation", root))
			.collectList()
			.block();
		root.stop();
		assertThat(answer).isEqualTo("done");
		assertThat(numbers).hasSize(3);
		assertChain("root", "request inner", "handle inner");
		assertChain("root", "request numbers", "handle numbers");
	}

	@Test
	void aRequestOutsideOfAnyTraceBeginsOne() {
		this.client.request("inner", "x", Object.class);
		SpanData request = span("request inner");
		assertThat(request.getParentSpanId()).isEqualTo("0000000000000000");
		assertThat(request.getKind()).isEqualTo(SpanKind.CLIENT);
		assertThat(span("handle inner").getParentSpanId()).isEqualTo(request.getSpanId());
		assertThat(span("handle inner").getKind()).isEqualTo(SpanKind.SERVER);
	}

	@ParameterizedTest
	@ValueSource(strings = { "failing-blocking", "failing-future", "failing-mono", "failing-stream" })
	void anErrorTravelsThroughOneTraceAndMarksEachSpanOfIt(String outer) {
		traced(() -> {
			assertThatExceptionOfType(PigatoRemoteException.class)
				.isThrownBy(() -> this.client.service(outer).retrieve().body(Object.class));
			return outer;
		});
		assertChain("root", "request " + outer, "handle " + outer, "request broken", "handle broken");
		for (String name : List.of("request " + outer, "handle " + outer, "request broken", "handle broken")) {
			assertThat(span(name).getStatus().getStatusCode()).as(name).isEqualTo(StatusCode.ERROR);
		}
	}

	@Test
	void aWorkerThatKnowsNoTracesGetsTheHeaderAsItIs() {
		try (PigatoWorker worker = PigatoWorker.builder()
			.endpoint(this.endpoint.text())
			.service("options")
			.handler((request, reply) -> reply.end(request.options()))
			.build()) {
			worker.start();
			await().until(worker::isRegistered);
			Map<String, Object> options = traced(
					() -> this.client.service("options").header("own", "1").retrieve().body(new PayloadType<>() {
					}));
			SpanData request = span("request options");
			assertThat(options.get("headers")).isEqualTo(Map.of("own", "1", "traceparent", "00-" + request.getTraceId()
					+ "-" + request.getSpanId() + "-" + request.getSpanContext().getTraceFlags().asHex()));
		}
	}

	@Test
	void aNodeWorkerGetsTheHeaderAsItIs() throws Exception {
		requirePeers();
		ProcessBuilder command = new ProcessBuilder("node",
				Path.of("src", "test", "resources", "options-worker.js").toString(),
				this.broker.broker().endpoints().get(1))
			.inheritIO();
		command.environment().put("PIGATO_JS", PEERS.resolve("lib").resolve("pigato").toString());
		Process worker = command.start();
		try {
			Map<String, Object> options = traced(() -> this.client.service("node-options")
				.timeout(Duration.ofSeconds(30))
				.retrieve()
				.body(new PayloadType<>() {
				}));
			SpanData request = span("request node-options");
			assertThat(options.get("headers")).isEqualTo(Map.of("traceparent", "00-" + request.getTraceId() + "-"
					+ request.getSpanId() + "-" + request.getSpanContext().getTraceFlags().asHex()));
		}
		finally {
			worker.destroyForcibly();
		}
	}

	/** Installed by the tests of the core. */
	private static void requirePeers() {
		if (System.getenv("CI") == null) {
			assumeTrue(Files.isDirectory(PEERS.resolve("node_modules")),
					"The tests of pigato-core install the original Node.js peers: run them first");
		}
	}

	@Test
	void aHandlerRunsWithinItsSpanAndLeavesNothingBehindOnItsThread() throws Exception {
		assertThat(this.client.request("own-executor-span", "x", String.class))
			.isEqualTo(span("handle own-executor-span").getSpanId());
		ExecutorService own = this.services.own;
		assertThat(own.submit(() -> String.valueOf(this.tracer.currentSpan())).get(30, TimeUnit.SECONDS))
			.isEqualTo("null");
	}

	@Test
	void callbacksSubscribersAndFuturesFindTheContextOfTheCaller() {
		traced(() -> {
			String expected = currentSpan();
			Finished<Integer> finished = new Finished<>(this.tracer);
			this.client.service("numbers").retrieve().callback(Integer.class, finished);
			assertThat(finished.seen.join()).containsOnly(expected);
			Finished<Integer> subscriber = new Finished<>(this.tracer);
			this.client.service("numbers").retrieve().publisher(Integer.class).subscribe(subscriber);
			assertThat(subscriber.seen.join()).containsOnly(expected);
			assertThat(this.client.service("slow")
				.retrieve()
				.future(Object.class)
				.thenApply((value) -> currentSpan())
				.join()).isEqualTo(expected);
			assertThat(this.client.service("slow-broken")
				.retrieve()
				.future(Object.class)
				.handle((value, error) -> currentSpan())
				.join()).isEqualTo(expected);
			return expected;
		});
	}

	@Test
	void aCancelledFutureEndsItsSpanAndThatOfItsHandler() {
		traced(() -> {
			CompletableFuture<@Nullable Object> future = this.client.service("never").retrieve().future(Object.class);
			await().until(() -> this.services.neverEnding != null);
			return future.cancel(true);
		});
		assertChain("root", "request never", "handle never");
	}

	private String currentSpan() {
		return currentSpan(this.tracer);
	}

	private static String currentSpan(Tracer tracer) {
		return (tracer.currentSpan() != null) ? tracer.currentSpan().context().spanId() : "none";
	}

	private <T> T traced(Supplier<T> action) {
		this.spans.reset();
		return Observation.createNotStarted("root", this.registry).observe(action);
	}

	/** Each span is the parent of the next, all of one trace. */
	private void assertChain(String... names) {
		SpanData parent = span(names[0]);
		for (int i = 1; i < names.length; i++) {
			SpanData child = span(names[i]);
			assertThat(child.getTraceId()).as(names[i]).isEqualTo(parent.getTraceId());
			assertThat(child.getParentSpanId()).as(names[i]).isEqualTo(parent.getSpanId());
			parent = child;
		}
	}

	/** The one span of a name, which may end a little after the reply is there. */
	private SpanData span(String name) {
		return await().until(
				() -> this.spans.getFinishedSpanItems().stream().filter((span) -> span.getName().equals(name)).toList(),
				(found) -> found.size() == 1)
			.get(0);
	}

	/** Notes the span that is current in each call. */
	private static final class Finished<T> implements ReplyCallback<T>, Flow.Subscriber<T> {

		private final Tracer tracer;

		private final List<String> current = new CopyOnWriteArrayList<>();

		private final CompletableFuture<List<String>> seen = new CompletableFuture<>();

		Finished(Tracer tracer) {
			this.tracer = tracer;
		}

		@Override
		public void onPartial(T value) {
			this.current.add(currentSpan(this.tracer));
		}

		@Override
		public void onFinal(@Nullable T value) {
			onComplete();
		}

		@Override
		public void onError(PigatoException error) {
			this.seen.completeExceptionally(error);
		}

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			subscription.request(Long.MAX_VALUE);
		}

		@Override
		public void onNext(T item) {
			onPartial(item);
		}

		@Override
		public void onError(Throwable error) {
			this.seen.completeExceptionally(error);
		}

		@Override
		public void onComplete() {
			this.current.add(currentSpan(this.tracer));
			this.seen.complete(List.copyOf(this.current));
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Services {

		@Autowired
		private ObjectProvider<PigatoClient> client;

		@Autowired
		private ObjectProvider<ReactivePigatoClient> reactive;

		@Autowired
		private ObjectProvider<Tracer> tracer;

		/** No bean, to which Boot would export once more, later. */
		private final InMemorySpanExporter spans = InMemorySpanExporter.create();

		private final ExecutorService own = Executors.newFixedThreadPool(2);

		private volatile @Nullable Reply neverEnding;

		@Bean
		SpanProcessor processor() {
			return SimpleSpanProcessor.create(this.spans);
		}

		@Bean(defaultCandidate = false)
		Executor own() {
			return this.own;
		}

		@PigatoService("inner")
		String inner() {
			return "done";
		}

		@PigatoService("numbers")
		Stream<Integer> numbers() {
			return Stream.of(1, 2, 3);
		}

		@PigatoService("broken")
		String broken() {
			throw new IllegalStateException("on purpose");
		}

		@PigatoService("slow")
		CompletableFuture<String> slow() {
			return CompletableFuture.supplyAsync(() -> "done",
					CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS));
		}

		@PigatoService("slow-broken")
		CompletableFuture<String> slowBroken() {
			return slow().thenApply((done) -> {
				throw new CompletionException(new IllegalStateException("on purpose"));
			});
		}

		@PigatoService("never")
		void never(Reply reply) {
			this.neverEnding = reply;
		}

		@PigatoService("blocking")
		@Nullable Object blocking() {
			return this.client.getObject().request("inner", "x", Object.class);
		}

		@PigatoService(value = "own-executor", executor = "own")
		@Nullable Object ownExecutor() {
			return blocking();
		}

		@PigatoService(value = "own-executor-span", executor = "own")
		String ownExecutorSpan() {
			return currentSpan(this.tracer.getObject());
		}

		@PigatoService("future")
		CompletableFuture<@Nullable Object> future() {
			return this.client.getObject().service("inner").retrieve().future(Object.class);
		}

		@PigatoService("composed")
		CompletableFuture<@Nullable Object> composed() {
			return this.client.getObject()
				.service("slow")
				.retrieve()
				.future(Object.class)
				.thenCompose((value) -> future());
		}

		@PigatoService("mono")
		Mono<Object> mono() {
			return this.reactive.getObject().request("inner", "x", Object.class);
		}

		@PigatoService("hopping-mono")
		Mono<Object> hoppingMono() {
			return Mono.just("x").publishOn(Schedulers.parallel()).flatMap((value) -> mono());
		}

		@PigatoService("flux")
		Flux<Integer> flux() {
			return this.reactive.getObject()
				.service("numbers")
				.retrieve()
				.flux(Integer.class)
				.publishOn(Schedulers.parallel());
		}

		@PigatoService("stream")
		Stream<Integer> stream() {
			return this.client.getObject().service("numbers").retrieve().stream(Integer.class);
		}

		@PigatoService("failing-blocking")
		@Nullable Object failingBlocking() {
			return this.client.getObject().request("broken", "x", Object.class);
		}

		@PigatoService("failing-future")
		CompletableFuture<@Nullable Object> failingFuture() {
			return this.client.getObject().service("broken").retrieve().future(Object.class);
		}

		@PigatoService("failing-mono")
		Mono<Object> failingMono() {
			return Mono.just("x")
				.publishOn(Schedulers.parallel())
				.flatMap((value) -> this.reactive.getObject().request("broken", "x", Object.class));
		}

		@PigatoService("failing-stream")
		Stream<Integer> failingStream() {
			return this.client.getObject().service("broken").retrieve().stream(Integer.class);
		}

	}

}
