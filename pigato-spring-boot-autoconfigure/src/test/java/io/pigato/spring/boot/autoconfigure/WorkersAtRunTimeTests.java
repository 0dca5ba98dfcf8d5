package io.pigato.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.pigato.PigatoTimeoutException;
import io.pigato.client.PigatoClient;
import io.pigato.spring.annotation.PigatoService;
import io.pigato.spring.lifecycle.ManagedPigatoWorker;
import io.pigato.spring.lifecycle.PigatoBrokerLifecycle;
import io.pigato.spring.lifecycle.PigatoWorkerLifecycle;
import io.pigato.spring.lifecycle.PigatoWorkerRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Workers of a running application: changed, paused, on other brokers, calling each
 * other.
 */
@ExtendWith(OutputCaptureExtension.class)
class WorkersAtRunTimeTests {

	private static final String[] IN_PROCESS = { "pigato.broker.embedded=true", "pigato.broker.bind=" };

	private static final String ON_CALLBACK_OR_LOOP = "This thread runs a callback of a client or its loop and must "
			+ "not wait for a reply: use future(…), callback(…) or publisher(…), or continue on a thread of your own "
			+ "(thenApplyAsync)";

	@Test
	void moreConcurrencyLetsWaitingRequestsBegin() throws InterruptedException {
		try (ConfigurableApplicationContext application = run(Gated.class, IN_PROCESS)) {
			Gated gated = application.getBean(Gated.class);
			List<CompletableFuture<String>> replies = IntStream.range(0, 3)
				.mapToObj((n) -> gated(application))
				.toList();
			assertThat(gated.begun.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
			assertThat(gated.begun.tryAcquire(300, TimeUnit.MILLISECONDS)).isFalse();
			worker(application, "gate").concurrency(3);
			assertThat(gated.begun.tryAcquire(2, 60, TimeUnit.SECONDS)).isTrue();
			gated.mayEnd.countDown();
			assertThat(replies).allSatisfy((reply) -> assertThat(reply).succeedsWithin(Duration.ofSeconds(60)));
		}
	}

	@Test
	void aPausedServiceLetsRequestsWaitUntilItIsResumed() {
		try (ConfigurableApplicationContext application = run(Gated.class, IN_PROCESS)) {
			Gated gated = application.getBean(Gated.class);
			gated.mayEnd.countDown();
			ManagedPigatoWorker worker = worker(application, "gate");
			assertThat(gated(application)).succeedsWithin(Duration.ofSeconds(60));
			worker.pause();
			Awaitility.await()
				.untilAsserted(() -> assertThatExceptionOfType(PigatoTimeoutException.class)
					.isThrownBy(() -> application.getBean(PigatoClient.class)
						.service("gated")
						.timeout(Duration.ofMillis(100))
						.retrieve()
						.body(String.class)));
			CompletableFuture<String> waiting = gated(application);
			assertThat(worker.isRegistered()).isTrue();
			assertThat(application.getBean(PigatoClient.class).request("echo", "hi", String.class)).isEqualTo("hi");
			assertThat(waiting).isNotDone();
			worker.resume();
			assertThat(waiting).succeedsWithin(Duration.ofSeconds(60));
		}
	}

	@Test
	void aServicePausedBeforeItsStartTakesNothing() {
		try (ConfigurableApplicationContext application = run(Gated.class, "pigato.broker.embedded=true",
				"pigato.broker.bind=", "pigato.worker.services.gate.auto-startup=false")) {
			Gated gated = application.getBean(Gated.class);
			gated.mayEnd.countDown();
			ManagedPigatoWorker worker = worker(application, "gate");
			assertThat(worker.isRunning()).isFalse();
			worker.pause();
			worker.start();
			Awaitility.await().until(worker::isRegistered);
			CompletableFuture<String> waiting = gated(application);
			assertThat(gated.begun.drainPermits()).isZero();
			assertThat(waiting).isNotDone();
			worker.resume();
			assertThat(waiting).succeedsWithin(Duration.ofSeconds(60));
		}
	}

	@Test
	void aWorkerStartedByHandBeforeTheOthersDoesNotKeepThemFromStarting() {
		try (ConfigurableApplicationContext application = run(StartedEarly.class, IN_PROCESS)) {
			assertThat(application.getBean(PigatoWorkerRegistry.class).workers()).hasSize(2)
				.allMatch(ManagedPigatoWorker::isRunning);
		}
	}

	@Test
	void aWorkerStartedByHandAfterAStopIsStoppedInItsPhaseWhenTheContextCloses() {
		ConfigurableApplicationContext application = run(StoppedBefore.class, IN_PROCESS);
		List<Boolean> ranAfterwards = application.getBean(NextToStop.class).ran();
		application.getBean(PigatoWorkerLifecycle.class).stop();
		worker(application, "gate").start();
		application.close();
		assertThat(ranAfterwards).containsExactly(false);
	}

	@Test
	void aWorkerStartedByHandAfterAStopDoesNotKeepTheOthersFromStarting() {
		try (ConfigurableApplicationContext application = run(Gated.class, IN_PROCESS)) {
			application.stop();
			worker(application, "gate").start();
			application.start();
			assertThat(application.getBean(PigatoWorkerRegistry.class).workers()).hasSize(2)
				.allMatch(ManagedPigatoWorker::isRunning);
		}
	}

	@Test
	void whatWasStartedByHandRunsAgainAfterAPauseAndNothingElse() {
		try (ConfigurableApplicationContext application = run(Gated.class, with("pigato.worker.auto-startup=false"))) {
			ManagedPigatoWorker worker = worker(application, "gate");
			worker.start();
			application.pause();
			assertThat(worker.isRunning()).isFalse();
			application.restart();
			assertThat(application.getBean(PigatoWorkerRegistry.class).workers())
				.filteredOn(ManagedPigatoWorker::isRunning)
				.containsExactly(worker);
		}
	}

	@Test
	void whatWasStartedByHandAgainIsStoppedAgain() {
		try (ConfigurableApplicationContext application = run(Gated.class, with("pigato.worker.auto-startup=false"))) {
			ManagedPigatoWorker worker = worker(application, "gate");
			for (int i = 0; i < 2; i++) {
				worker.start();
				application.stop();
				assertThat(worker.isRunning()).isFalse();
			}
		}
	}

	@Test
	void aServiceMayBeOfferedAtAnotherBroker() {
		try (ConfigurableApplicationContext other = run(Plain.class, "pigato.broker.embedded=true",
				"pigato.broker.bind=tcp://127.0.0.1:0")) {
			String endpoint = other.getBean(PigatoBrokerLifecycle.class).broker().endpoints().get(1);
			try (ConfigurableApplicationContext application = run(OnTwoBrokers.class, "pigato.broker.embedded=true",
					"pigato.broker.bind=", "other.endpoint=" + endpoint)) {
				assertThat(application.getBean(PigatoClient.class).request("where", null, String.class))
					.isEqualTo("here");
				assertThat(other.getBean(PigatoClient.class).request("where", null, String.class)).isEqualTo("there");
			}
		}
	}

	@Test
	void fiftyNestedCallsOnPlatformThreadsDoNotDeadlock() {
		try (ConfigurableApplicationContext application = run(Nested.class, IN_PROCESS)) {
			assertThat(worker(application, "nested.outer").concurrency()).isEqualTo(100);
			assertFiftyNestedCalls(application);
		}
	}

	@Test
	void fiftyNestedCallsThatAllRunAtOnceOnPlatformThreadsDoNotDeadlock() {
		try (ConfigurableApplicationContext application = run(Nested.class, "pigato.broker.embedded=true",
				"pigato.broker.bind=", "pigato.worker.concurrency=50", "all-at-once=true")) {
			assertFiftyNestedCalls(application);
		}
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void fiftyNestedCallsOnVirtualThreadsDoNotDeadlock() {
		try (ConfigurableApplicationContext application = run(Nested.class, "pigato.broker.embedded=true",
				"pigato.broker.bind=", "spring.threads.virtual.enabled=true", "all-at-once=true")) {
			assertThat(worker(application, "nested.outer").concurrency()).isEqualTo(100);
			assertFiftyNestedCalls(application);
		}
	}

	@Test
	void aCallbackMustNotWait() {
		try (ConfigurableApplicationContext application = run(Gated.class, IN_PROCESS)) {
			PigatoClient client = application.getBean(PigatoClient.class);
			CompletableFuture<String> nested = gated(application)
				.thenApply((reply) -> client.request("echo", reply, String.class));
			application.getBean(Gated.class).mayEnd.countDown();
			assertThat(nested).failsWithin(Duration.ofSeconds(60))
				.withThrowableThat()
				.havingCause()
				.isInstanceOf(IllegalStateException.class)
				.withMessage(ON_CALLBACK_OR_LOOP);
		}
	}

	@Test
	void theLoopMustNotWait() {
		try (ConfigurableApplicationContext application = run(WaitingOnLoop.class,
				"pigato.client.reconnect-delay=1s")) {
			WaitingOnLoop.CLIENT.complete(application.getBean(PigatoClient.class));
			assertThat(WaitingOnLoop.FAILURE).succeedsWithin(Duration.ofSeconds(60))
				.isInstanceOf(IllegalStateException.class)
				.extracting(Throwable::getMessage)
				.isEqualTo(ON_CALLBACK_OR_LOOP);
		}
	}

	@Test
	void anIdThatNoServiceHasIsToldWithThoseThatThereAre() {
		try (ConfigurableApplicationContext application = run(Gated.class, IN_PROCESS)) {
			assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> worker(application, "gated"))
				.withMessageMatching("No service has the id 'gated'; there are: .*gate.*");
		}
	}

	@Test
	void settingsOfAServiceThatThereIsNotAreWarnedOf(CapturedOutput output) {
		try (ConfigurableApplicationContext application = run(Gated.class,
				with("pigato.worker.services.gated.concurrency=3"))) {
			assertThat(output).containsPattern("WARN .* No service of this application has the id in "
					+ "pigato.worker.services.gated.concurrency. The ids are .*gate");
			String known = application.getBean(PigatoWorkerRegistry.class).workers().get(0).id();
			int warnings = warnings(output);
			run(Gated.class, with("pigato.worker.services." + known + ".concurrency=3",
					"pigato.worker.services[" + known + "].auto-startup=false"))
				.close();
			assertThat(warnings(output)).isEqualTo(warnings);
		}
	}

	private static String[] with(String... more) {
		return Stream.of(IN_PROCESS, more).flatMap(Stream::of).toArray(String[]::new);
	}

	private static int warnings(CapturedOutput output) {
		return output.toString().split("No service of this application").length;
	}

	@Test
	void aWaitingCallBeforeTheWorkersRunIsRefused() {
		try (ConfigurableApplicationContext application = run(Gated.class, IN_PROCESS)) {
			application.stop();
			PigatoClient client = application.getBean(PigatoClient.class);
			CompletableFuture<String> early = client.service("echo").data("hi").retrieve().future(String.class);
			assertThatIllegalStateException().isThrownBy(early::join).withMessageContaining("ApplicationRunner");
			assertThatIllegalStateException().isThrownBy(early.thenApply(String::length)::get);
			early.cancel(true);
			assertThatIllegalStateException().isThrownBy(() -> client.request("echo", "hi", String.class))
				.withMessage("The embedded PIGATO broker and the services of this application run only while its "
						+ "context does: a call that waits for a reply belongs in an ApplicationRunner or later, not in "
						+ "a constructor or an initializer such as @PostConstruct");
		}
	}

	private static void assertFiftyNestedCalls(ConfigurableApplicationContext application) {
		PigatoClient client = application.getBean(PigatoClient.class);
		List<CompletableFuture<Integer>> replies = IntStream.range(0, 50)
			.mapToObj((n) -> client.service("outer").data(n).retrieve().future(int.class))
			.toList();
		for (int n = 0; n < 50; n++) {
			assertThat(replies.get(n)).succeedsWithin(Duration.ofSeconds(60)).isEqualTo(n + 1);
		}
	}

	private static CompletableFuture<String> gated(ConfigurableApplicationContext application) {
		return application.getBean(PigatoClient.class).service("gated").retrieve().future(String.class);
	}

	private static ManagedPigatoWorker worker(ConfigurableApplicationContext application, String id) {
		return application.getBean(PigatoWorkerRegistry.class).get(id);
	}

	private static ConfigurableApplicationContext run(Class<?> application, String... properties) {
		return new SpringApplicationBuilder(application).properties(properties)
			.properties("spring.main.banner-mode=off", "spring.main.log-startup-info=false")
			.run();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Plain {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Gated {

		private final Semaphore begun = new Semaphore(0);

		private final CountDownLatch mayEnd = new CountDownLatch(1);

		@PigatoService(name = "gated", id = "gate", concurrency = "1")
		String gated() throws InterruptedException {
			this.begun.release();
			this.mayEnd.await();
			return "done";
		}

		@PigatoService("echo")
		String echo(String text) {
			return text;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class StartedEarly extends Gated {

		@Bean
		EarlyStart earlyStart(PigatoWorkerRegistry workers) {
			return new EarlyStart(workers);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class StoppedBefore extends Gated {

		@Bean
		NextToStop nextToStop(PigatoWorkerRegistry workers) {
			return new NextToStop(workers, new ArrayList<>());
		}

	}

	/** Notes whether a worker runs when it is stopped, which is after all workers. */
	record NextToStop(PigatoWorkerRegistry workers, List<Boolean> ran) implements SmartLifecycle {

		@Override
		public void start() {
		}

		@Override
		public void stop() {
			this.ran.add(this.workers.get("gate").isRunning());
		}

		@Override
		public boolean isRunning() {
			return this.ran.isEmpty();
		}

		@Override
		public int getPhase() {
			return PigatoWorkerLifecycle.PHASE - 1;
		}

	}

	record EarlyStart(PigatoWorkerRegistry workers) implements SmartLifecycle {

		@Override
		public void start() {
			this.workers.get("gate").start();
		}

		@Override
		public void stop() {
		}

		@Override
		public boolean isRunning() {
			return this.workers.get("gate").isRunning();
		}

		@Override
		public int getPhase() {
			return PigatoWorkerLifecycle.PHASE - 1;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class OnTwoBrokers {

		@PigatoService("where")
		String here() {
			return "here";
		}

		@PigatoService(name = "where", broker = "otherBroker")
		String there() {
			return "there";
		}

		@Bean(defaultCandidate = false)
		PigatoConnectionDetails otherBroker(Environment environment) {
			return () -> environment.getRequiredProperty("other.endpoint");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Nested {

		private final CountDownLatch all;

		Nested(Environment environment) {
			this.all = new CountDownLatch(environment.getProperty("all-at-once", boolean.class, false) ? 50 : 1);
		}

		@Bean
		NestedServices nested(PigatoClient client) {
			return new NestedServices(client, this.all);
		}

	}

	static class NestedServices {

		private final PigatoClient client;

		private final CountDownLatch all;

		NestedServices(PigatoClient client, CountDownLatch all) {
			this.client = client;
			this.all = all;
		}

		@PigatoService("outer")
		Integer outer(int number) throws InterruptedException {
			this.all.countDown();
			this.all.await();
			return this.client.request("inner", number, Integer.class);
		}

		@PigatoService("inner")
		int inner(int number) {
			return number + 1;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WaitingOnLoop {

		static final CompletableFuture<PigatoClient> CLIENT = new CompletableFuture<>();

		static final CompletableFuture<Throwable> FAILURE = new CompletableFuture<>();

		@Bean
		PigatoConnectionDetails asking() {
			return () -> {
				ask();
				return "tcp://127.0.0.1:1";
			};
		}

		private static void ask() {
			PigatoClient client = CLIENT.getNow(null);
			if (client == null) {
				return;
			}
			try {
				client.request("any", null, String.class);
			}
			catch (RuntimeException ex) {
				FAILURE.complete(ex);
			}
		}

	}

}
