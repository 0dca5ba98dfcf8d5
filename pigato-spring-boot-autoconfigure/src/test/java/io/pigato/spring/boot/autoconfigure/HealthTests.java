package io.pigato.spring.boot.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.pigato.PigatoBindException;
import io.pigato.broker.BrokerListener;
import io.pigato.broker.PigatoBroker;
import io.pigato.client.PigatoClient;
import io.pigato.spring.annotation.PigatoService;
import io.pigato.spring.health.PigatoHealthContributor;
import io.pigato.spring.lifecycle.PigatoBrokerLifecycle;
import io.pigato.spring.lifecycle.PigatoWorkerRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.health.actuate.endpoint.CompositeHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.IndicatedHealthDescriptor;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.application.AvailabilityHealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** What an operator is told of broker, client and workers, well or not. */
class HealthTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PigatoAutoConfiguration.class, PigatoBrokerAutoConfiguration.class,
				PigatoClientAutoConfiguration.class, PigatoWorkerAutoConfiguration.class,
				PigatoHealthContributorAutoConfiguration.class, HealthContributorAutoConfiguration.class,
				HealthContributorRegistryAutoConfiguration.class, HealthEndpointAutoConfiguration.class,
				AvailabilityHealthContributorAutoConfiguration.class, AvailabilityProbesAutoConfiguration.class,
				ApplicationAvailabilityAutoConfiguration.class))
		.withPropertyValues("management.endpoint.health.show-details=always", "pigato.client.reconnect-delay=20ms",
				"pigato.client.reconnect-max-delay=50ms", "pigato.worker.reconnect-delay=20ms",
				"pigato.worker.reconnect-max-delay=50ms");

	private final ApplicationContextRunner embedded = this.runner.withPropertyValues("pigato.broker.embedded=true",
			"pigato.broker.bind=tcp://127.0.0.1:0");

	@Test
	void allIsWell() {
		this.embedded.withUserConfiguration(Asking.class, Serving.class).run((context) -> {
			await().until(() -> status(context, "pigato").equals(Status.UP));
			assertThat(details(context, "broker")).containsKeys("endpoints", "workers", "clients");
			assertThat(details(context, "broker").get("endpoints").toString()).contains("tcp://127.0.0.1:");
			assertThat(details(context, "client")).containsEntry("connected", 1).containsEntry("expected", 1);
			assertThat(details(context, "client").get("lastHeard")).asString().matches("\\d+ ms ago");
			assertThat(details(context, "workers")).isEqualTo(Map.of("registered", 1, "expected", 1));
		});
	}

	@Test
	void onlyWhatThereIsIsShown() {
		this.embedded.run((context) -> assertThat(components(context)).containsOnlyKeys("broker"));
		this.runner.withUserConfiguration(Serving.class)
			.withPropertyValues("pigato.worker.auto-startup=false")
			.run((context) -> assertThat(components(context)).containsOnlyKeys("workers"));
		this.runner.withUserConfiguration(Asking.class)
			.run((context) -> assertThat(components(context)).containsOnlyKeys("client"));
	}

	@Test
	void aBrokerElsewhereThatIsDownTakesClientAndWorkersDown() {
		this.runner.withUserConfiguration(Asking.class, Serving.class)
			.withPropertyValues("pigato.endpoint=inproc://nobody-is-here")
			.run((context) -> {
				await().until(() -> context.getBean(PigatoClient.class).lastError().isPresent());
				assertThat(status(context, "pigato")).isEqualTo(Status.DOWN);
				assertThat(details(context, "client")).containsEntry("connected", 0)
					.containsEntry("expected", 1)
					.containsKey("error")
					.doesNotContainKey("lastHeard");
				assertThat(details(context, "workers")).containsEntry("registered", 0).containsEntry("expected", 1);
				assertThat(details(context, "workers").get("missing").toString()).contains("serving.echo");
			});
	}

	@Test
	void aBrokerThatComesBackLetsClientAndWorkersRecover() {
		String endpoint = "inproc://health-tests-comes-back";
		this.runner.withUserConfiguration(Asking.class, Serving.class)
			.withPropertyValues("pigato.endpoint=" + endpoint)
			.run((context) -> {
				await().until(() -> status(context, "pigato").equals(Status.DOWN));
				try (PigatoBroker broker = PigatoBroker.builder().bind(endpoint).build()) {
					broker.start();
					await().until(() -> status(context, "pigato").equals(Status.UP));
				}
				await().until(() -> status(context, "pigato").equals(Status.DOWN));
			});
	}

	@Test
	void aPortThatIsTakenIsNamedWhereTheApplicationGoesOnWithoutItsBroker() throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			String endpoint = "tcp://127.0.0.1:" + taken.getLocalPort();
			this.embedded.withUserConfiguration(MovingBroker.class).run((context) -> {
				PigatoBrokerLifecycle lifecycle = context.getBean(PigatoBrokerLifecycle.class);
				assertThat(status(context, "pigato/broker")).isEqualTo(Status.UP);
				lifecycle.stop();
				assertThat(status(context, "pigato/broker")).isEqualTo(Status.DOWN);
				assertThat(details(context, "broker").get("error")).asString().contains("stopped");
				context.getBean(MovingBroker.class).bind = endpoint;
				assertThatExceptionOfType(PigatoBindException.class).isThrownBy(lifecycle::start);
				assertThat(status(context, "pigato/broker")).isEqualTo(Status.DOWN);
				assertThat(details(context, "broker").get("error")).asString().contains(endpoint);
				context.getBean(MovingBroker.class).bind = "tcp://127.0.0.1:0";
				lifecycle.start();
				assertThat(status(context, "pigato/broker")).isEqualTo(Status.UP);
			});
		}
	}

	@Test
	void aBrokerWhoseLoopIsStuckIsDownAndNobodyWaitsLongForThat() {
		this.embedded.withUserConfiguration(BlockingListener.class, Asking.class).run((context) -> {
			BlockingListener listener = context.getBean(BlockingListener.class);
			context.getBean(PigatoClient.class).service("nobody").retrieve().future(String.class);
			assertThat(listener.blocked.await(30, TimeUnit.SECONDS)).isTrue();
			try {
				long begin = System.nanoTime();
				assertThat(status(context, "pigato/broker")).isEqualTo(Status.DOWN);
				assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
				assertThat(details(context, "broker").get("error")).asString().contains("something blocks it");
			}
			finally {
				listener.release.countDown();
			}
			await().until(() -> status(context, "pigato/broker").equals(Status.UP));
		});
	}

	@Test
	void clientAndWorkersWhoseLoopIsStuckAreDown() {
		ApplicationContextRunner apart = this.embedded.withPropertyValues("pigato.broker.share-loop=false");
		apart.withUserConfiguration(BlockingDetails.class, Asking.class, Serving.class).run((context) -> {
			BlockingDetails details = context.getBean(BlockingDetails.class);
			await().until(() -> status(context, "pigato").equals(Status.UP));
			details.blocks = true;
			context.getBean(PigatoWorkerRegistry.class).workers().get(0).stop();
			context.getBean(PigatoWorkerRegistry.class).workers().get(0).start();
			assertThat(details.blocked.await(30, TimeUnit.SECONDS)).isTrue();
			try {
				assertThat(status(context, "pigato/client")).isEqualTo(Status.DOWN);
				assertThat(details(context, "client").get("error")).asString().contains("something blocks it");
				assertThat(status(context, "pigato/broker")).isEqualTo(Status.UP);
			}
			finally {
				details.release.countDown();
			}
			await().until(() -> status(context, "pigato").equals(Status.UP));
		});
	}

	@Test
	void aBrokerWhoseInputOutputThreadHasDiedIsDown() throws Exception {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), DeadThread.class.getName())
			.redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
		assertThat(output.lines()).contains("before: UP")
			.anyMatch((line) -> line.startsWith("after: DOWN") && line.contains("its transport has failed"));
	}

	@Test
	void readinessMayIncludeItAndLivenessDoesNot() {
		this.embedded
			.withPropertyValues("management.endpoint.health.probes.enabled=true",
					"management.endpoint.health.group.readiness.include=readinessState,pigato/broker,pigato/workers")
			.run((context) -> {
				AvailabilityChangeEvent.publish(context, LivenessState.CORRECT);
				AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
				await().until(() -> status(context, "readiness").equals(Status.UP));
				assertThat(status(context, "liveness")).isEqualTo(Status.UP);
				context.getBean(PigatoBrokerLifecycle.class).stop();
				assertThat(status(context, "readiness")).isEqualTo(Status.DOWN);
				assertThat(status(context, "liveness")).isEqualTo(Status.UP);
			});
	}

	@Test
	void readinessWithoutAnEmbeddedBrokerIncludesTheWorkersAlone() {
		ApplicationContextRunner serving = this.runner.withUserConfiguration(Serving.class)
			.withPropertyValues("pigato.endpoint=inproc://nobody-is-here",
					"management.endpoint.health.probes.enabled=true");
		serving.withPropertyValues("management.endpoint.health.group.readiness.include=readinessState,pigato/workers")
			.run((context) -> assertThat(status(context, "readiness")).isEqualTo(Status.DOWN));
		serving
			.withPropertyValues(
					"management.endpoint.health.group.readiness.include=readinessState,pigato/broker,pigato/workers")
			.run((context) -> assertThat(context).hasFailed());
	}

	@Test
	void itCanBeSwitchedOffAndReplacedAndIsNotThereWithoutItsLibrary() {
		this.embedded.withPropertyValues("management.health.pigato.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(PigatoHealthContributor.class));
		this.embedded.withPropertyValues("management.health.defaults.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(PigatoHealthContributor.class));
		this.embedded.withPropertyValues("pigato.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PigatoHealthContributor.class));
		new ApplicationContextRunner().withUserConfiguration(Imported.class)
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.health"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(PigatoAutoConfiguration.class)
				.doesNotHaveBean(PigatoHealthContributorAutoConfiguration.class));
	}

	private static Map<String, HealthDescriptor> components(AssertableApplicationContext context) {
		return ((CompositeHealthDescriptor) context.getBean(HealthEndpoint.class).healthForPath("pigato"))
			.getComponents();
	}

	private static Map<String, Object> details(AssertableApplicationContext context, String component) {
		return ((IndicatedHealthDescriptor) context.getBean(HealthEndpoint.class).healthForPath("pigato", component))
			.getDetails();
	}

	private static Status status(AssertableApplicationContext context, String path) {
		return context.getBean(HealthEndpoint.class).healthForPath(path.split("/")).getStatus();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ PigatoAutoConfiguration.class, PigatoClientAutoConfiguration.class,
			PigatoWorkerAutoConfiguration.class, PigatoHealthContributorAutoConfiguration.class })
	static class Imported {

	}

	@Configuration(proxyBeanMethods = false)
	static class Asking {

		@Bean
		User user(PigatoClient client) {
			return new User(client);
		}

	}

	record User(PigatoClient client) {

	}

	@Configuration("serving")
	static class Serving {

		@PigatoService("echo")
		String echo(String text) {
			return text;
		}

	}

	@Configuration("moving")
	static class MovingBroker {

		private String bind = "tcp://127.0.0.1:0";

		@Bean
		PigatoBrokerBuilderCustomizer move() {
			return (builder) -> builder.bind(this.bind);
		}

	}

	@Configuration("blocking")
	static class BlockingListener {

		private final CountDownLatch blocked = new CountDownLatch(1);

		private final CountDownLatch release = new CountDownLatch(1);

		@Bean
		PigatoBrokerBuilderCustomizer block() {
			return (builder) -> builder.listener(new BrokerListener() {

				@Override
				public void requestQueued(String service) {
					BlockingListener.this.blocked.countDown();
					uninterruptibly(BlockingListener.this.release);
				}

			});
		}

	}

	@Configuration("details")
	static class BlockingDetails {

		private final CountDownLatch blocked = new CountDownLatch(1);

		private final CountDownLatch release = new CountDownLatch(1);

		private volatile boolean blocks;

		@Bean
		PigatoConnectionDetails blockingDetails(EmbeddedEndpoint endpoint) {
			return () -> {
				if (this.blocks) {
					this.blocked.countDown();
					uninterruptibly(this.release);
				}
				return endpoint.text();
			};
		}

	}

	/**
	 * Reports the death of JeroMQ's thread, in a process of its own: the thread, which is
	 * alive, is not waited for any more.
	 */
	static final class DeadThread {

		private DeadThread() {
		}

		public static void main(String[] arguments) {
			try {
				run();
			}
			finally {
				// Also where it fails: an embedded broker keeps its process alive
				Runtime.getRuntime().halt(0);
			}
		}

		private static void run() {
			ConfigurableApplicationContext application = SpringApplication.run(Everything.class,
					"--pigato.broker.embedded=true", "--pigato.broker.bind=tcp://127.0.0.1:0",
					"--pigato.transport=jeromq");
			PigatoHealthContributor health = application.getBean(PigatoHealthContributor.class);
			HealthIndicator broker = (HealthIndicator) health.getContributor("broker");
			System.out.println("before: " + broker.health().getStatus());
			Thread.getAllStackTraces()
				.keySet()
				.stream()
				.filter((thread) -> thread.getName().contains("iothread"))
				.forEach((thread) -> thread.getUncaughtExceptionHandler()
					.uncaughtException(thread, new IllegalStateException("killed by a test")));
			await().until(() -> broker.health().getStatus().equals(Status.DOWN));
			System.out.println("after: " + broker.health());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Everything {

	}

	private static void uninterruptibly(CountDownLatch latch) {
		try {
			latch.await(60, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
