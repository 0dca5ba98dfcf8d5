package io.pigato.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.pigato.PigatoClosedException;
import io.pigato.PigatoConnectionException;
import io.pigato.PigatoRemoteException;
import io.pigato.client.PigatoClient;
import io.pigato.spring.annotation.PigatoService;
import io.pigato.spring.lifecycle.PigatoBrokerLifecycle;
import io.pigato.spring.lifecycle.PigatoWorkerLifecycle;
import jakarta.annotation.PostConstruct;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** How applications start, stop, restart and find each other. */
class ApplicationEndToEndTests {

	private static final String[] EMBEDDED = { "pigato.broker.embedded=true", "pigato.broker.bind=tcp://127.0.0.1:0" };

	private static final String[] IMPATIENT = { "pigato.client.reconnect-delay=20ms",
			"pigato.client.reconnect-max-delay=100ms", "pigato.worker.reconnect-delay=20ms",
			"pigato.worker.reconnect-max-delay=100ms" };

	@Test
	void applicationsMeetAtTheBrokerOfOneOfThem() {
		try (ConfigurableApplicationContext hub = run(Plain.class, EMBEDDED);
				ConfigurableApplicationContext serving = run(Serving.class, "pigato.endpoint=" + port(hub));
				ConfigurableApplicationContext asking = run(Plain.class, "pigato.endpoint=" + port(hub))) {
			assertThat(echo(asking)).isEqualTo("hi");
			assertThat(echo(serving)).isEqualTo("hi");
			assertThat(echo(hub)).isEqualTo("hi");
		}
	}

	@Test
	void anApplicationWithItsOwnBrokerIsReachedOverTcpAsWell() {
		try (ConfigurableApplicationContext hub = run(Serving.class, EMBEDDED);
				ConfigurableApplicationContext asking = run(Plain.class, "pigato.endpoint=" + port(hub))) {
			assertThat(echo(hub)).isEqualTo("hi");
			assertThat(echo(asking)).isEqualTo("hi");
		}
	}

	@Test
	void anApplicationStartsWhileItsBrokerIsDownAndFindsItLaterWhereverItIs() {
		Movable.ENDPOINT.set("tcp://127.0.0.1:1");
		try (ConfigurableApplicationContext application = run(Movable.class, IMPATIENT)) {
			PigatoClient client = application.getBean(PigatoClient.class);
			assertThatExceptionOfType(PigatoConnectionException.class).isThrownBy(() -> client.service("echo")
				.data("hi")
				.timeout(Duration.ofMillis(200))
				.retrieve()
				.body(String.class));
			CompletableFuture<String> waiting = client.service("echo").data("hi").retrieve().future(String.class);
			try (ConfigurableApplicationContext hub = run(Plain.class, EMBEDDED)) {
				Movable.ENDPOINT.set(port(hub));
				assertThat(waiting.orTimeout(30, TimeUnit.SECONDS).join()).isEqualTo("hi");
				assertThat(client.isConnected()).isTrue();
			}
			Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !client.isConnected());
			try (ConfigurableApplicationContext hub = run(Plain.class, EMBEDDED)) {
				Movable.ENDPOINT.set(port(hub));
				assertThat(echo(application)).isEqualTo("hi");
			}
		}
	}

	@Test
	void aCallThatWaitsBeforeTheStartSaysWhereItBelongs() {
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> run(WaitingTooEarly.class, EMBEDDED))
			.havingRootCause()
			.isInstanceOf(IllegalStateException.class)
			.withMessageContaining("ApplicationRunner");
	}

	@Test
	void aFutureMayBeMadeBeforeTheStart() {
		try (ConfigurableApplicationContext application = run(AskingEarly.class, EMBEDDED)) {
			CompletableFuture<String> reply = application.getBean(AskingEarly.class).reply;
			assertThat(reply.orTimeout(30, TimeUnit.SECONDS).join()).isEqualTo("early");
		}
	}

	@Test
	void theSameClientWorksAfterEachOfTwentyRestarts() {
		try (ConfigurableApplicationContext application = run(Serving.class, EMBEDDED)) {
			PigatoClient client = application.getBean(PigatoClient.class);
			for (int i = 0; i < 20; i++) {
				assertThat(client.request("echo", "hi " + i, String.class)).isEqualTo("hi " + i);
				application.stop();
				assertThatIllegalStateException().isThrownBy(() -> client.request("echo", "hi", String.class));
				assertThat(application.getBean(PigatoBrokerLifecycle.class).isRunning()).isFalse();
				application.start();
			}
			assertThat(client.request("echo", "hi", String.class)).isEqualTo("hi");
		}
	}

	@Test
	void theSameClientWorksAfterEachOfTwentyPausesAndTheBrokerKeepsItsPort() {
		try (ConfigurableApplicationContext application = run(Serving.class, EMBEDDED);
				ConfigurableApplicationContext other = run(Plain.class, "pigato.endpoint=" + port(application))) {
			PigatoClient client = application.getBean(PigatoClient.class);
			String port = port(application);
			for (int i = 0; i < 20; i++) {
				assertThat(client.request("echo", "hi " + i, String.class)).isEqualTo("hi " + i);
				application.pause();
				assertThat(application.getBean(PigatoWorkerLifecycle.class).isRunning()).isFalse();
				assertRefused(client);
				application.restart();
				assertThat(port(application)).isEqualTo(port);
			}
			assertThat(echo(application)).isEqualTo("hi");
			assertThat(echo(other)).isEqualTo("hi");
		}
	}

	@Test
	void aRunningRequestIsFinishedWhenItsApplicationStops() throws Exception {
		try (ConfigurableApplicationContext hub = run(Plain.class, EMBEDDED)) {
			ConfigurableApplicationContext serving = run(Slow.class, "pigato.endpoint=" + port(hub));
			Slow slow = serving.getBean(Slow.class);
			CompletableFuture<String> reply = hub.getBean(PigatoClient.class)
				.service("slow")
				.retrieve()
				.future(String.class);
			assertThat(slow.begun.await(30, TimeUnit.SECONDS)).isTrue();
			CompletableFuture<Void> closing = CompletableFuture.runAsync(serving::close);
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.until(() -> !serving.getBean(PigatoWorkerLifecycle.class).isRunning());
			assertThat(reply).isNotDone();
			slow.mayEnd.countDown();
			assertThat(reply.get(30, TimeUnit.SECONDS)).isEqualTo("done");
			closing.get(30, TimeUnit.SECONDS);
		}
	}

	@Test
	void aRequestThatOutlastsTheGraceIsGivenUp() throws Exception {
		try (ConfigurableApplicationContext hub = run(Plain.class, EMBEDDED)) {
			ConfigurableApplicationContext serving = run(Slow.class, "pigato.endpoint=" + port(hub),
					"pigato.worker.shutdown-grace=50ms");
			Slow slow = serving.getBean(Slow.class);
			CompletableFuture<String> reply = hub.getBean(PigatoClient.class)
				.service("slow")
				.retrieve()
				.future(String.class);
			assertThat(slow.begun.await(30, TimeUnit.SECONDS)).isTrue();
			serving.close();
			assertThat(reply).failsWithin(Duration.ofSeconds(30));
			slow.mayEnd.countDown();
		}
	}

	@Test
	void messagesOfUnexpectedExceptionsTravelOnDemand() {
		try (ConfigurableApplicationContext application = run(Serving.class, "pigato.broker.embedded=true",
				"pigato.broker.bind=", "pigato.worker.error.include-message=always")) {
			PigatoClient client = application.getBean(PigatoClient.class);
			assertThatExceptionOfType(PigatoRemoteException.class)
				.isThrownBy(() -> client.request("broken", null, String.class))
				.withMessage("not so secret");
		}
	}

	@Test
	void lazyApplicationsServeAndAsk() {
		try (ConfigurableApplicationContext application = run(Serving.class, "pigato.broker.embedded=true",
				"pigato.broker.bind=", "spring.main.lazy-initialization=true")) {
			assertThat(echo(application)).isEqualTo("hi");
		}
	}

	@Test
	void afterTheEndNothingIsLeft() {
		ConfigurableApplicationContext application = run(Serving.class, EMBEDDED);
		PigatoClient client = application.getBean(PigatoClient.class);
		assertThat(echo(application)).isEqualTo("hi");
		application.close();
		assertThatIllegalStateException().isThrownBy(() -> client.request("echo", "hi", String.class));
		assertRefused(client);
		Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(pigatoThreads()).isEmpty());
	}

	private static void assertRefused(PigatoClient client) {
		assertThat(client.service("echo").retrieve().future(String.class)).failsWithin(Duration.ofSeconds(30))
			.withThrowableThat()
			.withCauseInstanceOf(PigatoClosedException.class);
	}

	/** Handler threads end when idle; all else ends with its application. */
	private static List<String> pigatoThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.startsWith("pigato-") && !name.startsWith("pigato-handler-"))
			.toList();
	}

	private static String echo(ConfigurableApplicationContext application) {
		return application.getBean(PigatoClient.class).request("echo", "hi", String.class);
	}

	private static String port(ConfigurableApplicationContext application) {
		return application.getBean(PigatoBrokerLifecycle.class).broker().endpoints().get(1);
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
	static class Serving {

		@PigatoService("echo")
		String echo(String text) {
			return text;
		}

		@PigatoService("broken")
		void broken() {
			throw new IllegalStateException("not so secret");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Movable extends Serving {

		static final AtomicReference<String> ENDPOINT = new AtomicReference<>();

		@Bean
		PigatoConnectionDetails movableBroker() {
			return ENDPOINT::get;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WaitingTooEarly extends Serving {

		private final PigatoClient client;

		WaitingTooEarly(PigatoClient client) {
			this.client = client;
		}

		@PostConstruct
		void ask() {
			this.client.request("echo", "early", String.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class AskingEarly extends Serving {

		private final CompletableFuture<String> reply;

		AskingEarly(PigatoClient client) {
			this.reply = client.service("echo").data("early").retrieve().future(String.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Slow {

		private final CountDownLatch begun = new CountDownLatch(1);

		private final CountDownLatch mayEnd = new CountDownLatch(1);

		@PigatoService("slow")
		String slow() throws InterruptedException {
			this.begun.countDown();
			this.mayEnd.await();
			return "done";
		}

	}

}
