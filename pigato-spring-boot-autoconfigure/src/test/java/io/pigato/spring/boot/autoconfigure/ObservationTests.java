package io.pigato.spring.boot.autoconfigure;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.pigato.client.PigatoClient;
import io.pigato.spring.annotation.PigatoService;
import io.pigato.spring.observation.OpenTelemetryPigatoClientObservationConvention;
import io.pigato.spring.observation.OpenTelemetryPigatoWorkerObservationConvention;
import io.pigato.spring.observation.PigatoClientObservations;
import io.pigato.spring.observation.PigatoContextPropagation;
import io.pigato.spring.observation.PigatoWorkerObservations;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The meters of an application's requests, and when there are none. */
class ObservationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PigatoAutoConfiguration.class, PigatoBrokerAutoConfiguration.class,
				PigatoClientAutoConfiguration.class, PigatoWorkerAutoConfiguration.class,
				PigatoMetricsAutoConfiguration.class, PigatoObservationAutoConfiguration.class,
				MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
				SimpleMetricsExportAutoConfiguration.class, ObservationAutoConfiguration.class))
		.withUserConfiguration(Serving.class)
		.withPropertyValues("pigato.broker.embedded=true", "pigato.broker.bind=");

	@Test
	void theMetersAreThoseOfTheDocument() {
		this.runner.run((context) -> {
			PigatoClient client = context.getBean(PigatoClient.class);
			client.service("slow").retrieve().future(String.class);
			assertThat(client.request("echo", "hi", String.class)).isEqualTo("hi");
			Map<String, String> documented = OperationsDocument.read().meters();
			await().untilAsserted(() -> assertThat(meters(context)).isEqualTo(documented));
			context.getBean(Serving.class).release.countDown();
		});
	}

	@Test
	void aRequestIsTimedOnBothSidesByTheRegisteredName() {
		this.runner.run((context) -> {
			PigatoClient client = context.getBean(PigatoClient.class);
			client.request("price-of-pears", "hi", String.class);
			client.request("price-of-plums", "hi", String.class);
			MeterRegistry registry = context.getBean(SimpleMeterRegistry.class);
			await().until(() -> registry.get("pigato.worker.request").tag("service", "price-*").timer().count() == 2);
			assertThat(registry.get("pigato.client.request")
				.tags("service", "price-of-plums", "outcome", "success", "error", "none")
				.timer()
				.count()).isEqualTo(1);
		});
	}

	@Test
	void namesBeyondTheLimitShareALabel() {
		this.runner.withPropertyValues("pigato.observations.max-services=1").run((context) -> {
			PigatoClient client = context.getBean(PigatoClient.class);
			for (String fruit : new String[] { "pears", "plums", "apples" }) {
				client.request("price-of-" + fruit, "hi", String.class);
			}
			MeterRegistry registry = context.getBean(SimpleMeterRegistry.class);
			assertThat(registry.get("pigato.client.request").tag("service", "other").timer().count()).isEqualTo(2);
			assertThat(registry.get("pigato.client.request").tag("service", "price-of-pears").timer().count())
				.isEqualTo(1);
		});
	}

	@Test
	void conventionsThatAreBeansAreUsed() {
		this.runner.withBean(OpenTelemetryPigatoClientObservationConvention.class)
			.withBean(OpenTelemetryPigatoWorkerObservationConvention.class)
			.run((context) -> {
				context.getBean(PigatoClient.class).request("echo", "hi", String.class);
				MeterRegistry registry = context.getBean(SimpleMeterRegistry.class);
				await().until(() -> registry.find("rpc.server.call.duration").timer() != null);
				assertThat(registry.get("rpc.client.call.duration")
					.tags("rpc.method", "echo", "rpc.response.status_code", "OK")
					.timer()
					.count()).isEqualTo(1);
				assertThat(registry.find("pigato.client.request").meter()).isNull();
			});
	}

	@Test
	void theyCanBeSwitchedOff() {
		this.runner.withPropertyValues("management.observations.enable.pigato=false").run((context) -> {
			assertThat(context.getBean(PigatoClient.class).request("echo", "hi", String.class)).isEqualTo("hi");
			assertThat(context.getBean(SimpleMeterRegistry.class).find("pigato.client.request").meter()).isNull();
		});
	}

	@Test
	void underOtherNamesTheyAreSwitchedOffByThose() {
		this.runner.withBean(OpenTelemetryPigatoClientObservationConvention.class)
			.withBean(OpenTelemetryPigatoWorkerObservationConvention.class)
			.withPropertyValues("management.observations.enable.pigato=false",
					"management.observations.enable.rpc.client.call.duration=false")
			.run((context) -> {
				assertThat(context.getBean(PigatoClient.class).request("echo", "hi", String.class)).isEqualTo("hi");
				MeterRegistry registry = context.getBean(SimpleMeterRegistry.class);
				await().until(() -> registry.find("rpc.server.call.duration").timer() != null);
				assertThat(registry.find("rpc.client.call.duration").meter()).isNull();
			});
	}

	@Test
	void itBacksOff() {
		ApplicationContextRunner alone = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(PigatoObservationAutoConfiguration.class));
		alone.run((context) -> assertThat(context).doesNotHaveBean(PigatoClientObservations.class)
			.hasSingleBean(PigatoContextPropagation.class));
		alone.withClassLoader(new FilteredClassLoader(ContextSnapshotFactory.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PigatoContextPropagation.class));
		ApplicationContextRunner observing = alone.withBean(ObservationRegistry.class, ObservationRegistry::create);
		observing.run((context) -> assertThat(context).hasSingleBean(PigatoClientObservations.class)
			.hasSingleBean(PigatoWorkerObservations.class));
		observing.withPropertyValues("pigato.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(PigatoClientObservations.class)
				.doesNotHaveBean(PigatoContextPropagation.class));
		alone.withClassLoader(new FilteredClassLoader(ObservationRegistry.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("pigatoClientObservations"));
	}

	/** As {@link OperationsDocument#meters()} has it. */
	private static Map<String, String> meters(AssertableApplicationContext context) {
		Map<String, String> meters = new TreeMap<>();
		for (Meter meter : context.getBean(SimpleMeterRegistry.class).getMeters()) {
			Meter.Id id = meter.getId();
			if (id.getName().startsWith("pigato.")) {
				String tags = id.getTags().stream().map(Tag::getKey).sorted().collect(Collectors.joining(", "));
				meters.put(id.getName(), id.getType().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + tags);
			}
		}
		return meters;
	}

	@Configuration("serving")
	static class Serving {

		private final CountDownLatch release = new CountDownLatch(1);

		@PigatoService("echo")
		String echo(String text) {
			return text;
		}

		@PigatoService("price-*")
		int price() {
			return 3;
		}

		@PigatoService("slow")
		String slow() throws InterruptedException {
			this.release.await(60, TimeUnit.SECONDS);
			return "done";
		}

	}

}
