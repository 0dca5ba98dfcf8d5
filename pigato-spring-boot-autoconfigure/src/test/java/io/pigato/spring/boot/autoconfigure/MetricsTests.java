package io.pigato.spring.boot.autoconfigure;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pigato.PigatoException;
import io.pigato.broker.BrokerListener;
import io.pigato.client.PigatoClient;
import io.pigato.spring.annotation.PigatoService;
import io.pigato.spring.broker.PigatoBrokerCounters;
import io.pigato.spring.lifecycle.PigatoBrokerLifecycle;
import io.pigato.spring.lifecycle.PigatoWorkerRegistry;
import io.pigato.spring.metrics.PigatoBrokerMetrics;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Meters of an embedded broker, as they are bound without anybody's doing. */
class MetricsTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PigatoAutoConfiguration.class, PigatoBrokerAutoConfiguration.class,
				PigatoClientAutoConfiguration.class, PigatoWorkerAutoConfiguration.class,
				PigatoMetricsAutoConfiguration.class, MetricsAutoConfiguration.class,
				CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class))
		.withPropertyValues("pigato.broker.embedded=true", "pigato.broker.bind=");

	@Test
	void whatTheBrokerHoldsAndHasDoneIsMeasured() {
		this.runner.withUserConfiguration(Serving.class)
			.withPropertyValues("pigato.broker.availability=fail-fast")
			.run((context) -> {
				PigatoClient client = context.getBean(PigatoClient.class);
				await().until(() -> gauge(context, "workers") == 1);
				assertThat(client.request("echo", "hi", String.class)).isEqualTo("hi");
				assertThat(client.directory("echo").get(30, TimeUnit.SECONDS)).hasSize(1);
				assertThatExceptionOfType(PigatoException.class)
					.isThrownBy(() -> client.request("nobody", "hi", String.class));
				assertThat(count(context, "requests", "outcome", "replied")).isEqualTo(1);
				assertThat(count(context, "requests", "outcome", "answered")).isEqualTo(1);
				assertThat(count(context, "requests", "outcome", "failed")).isEqualTo(1);
				assertThat(count(context, "failures", "code", "B_NO_WORKER")).isEqualTo(1);
				assertThat(count(context, "failures", "code", "B_WORKER_LOST")).isZero();
				assertThat(count(context, "dispatches")).isEqualTo(1);
				assertThat(count(context, "workers.registered")).isEqualTo(1);
				assertThat(gauge(context, "up")).isEqualTo(1);
				assertThat(gauge(context, "services")).isEqualTo(1);
				assertThat(gauge(context, "clients")).isEqualTo(1);
				await().until(() -> gauge(context, "uptime") > 0);
				context.getBean(PigatoWorkerRegistry.class).get("serving.echo").stop();
				await().until(() -> count(context, "workers.lost") == 1);
				await().until(() -> gauge(context, "workers") == 0);
			});
	}

	@Test
	void countsGoOnWhenTheBrokerStartsAnew() {
		this.runner.withUserConfiguration(Serving.class).run((context) -> {
			await().until(() -> count(context, "workers.registered") == 1);
			context.stop();
			assertThat(gauge(context, "up")).isZero();
			context.start();
			await().until(() -> count(context, "workers.registered") == 2);
			assertThat(gauge(context, "up")).isEqualTo(1);
		});
	}

	@Test
	void listenersOfTheApplicationAreToldToo() {
		this.runner.withUserConfiguration(Serving.class, OwnListeners.class).run((context) -> {
			OwnListeners listeners = context.getBean(OwnListeners.class);
			await().until(() -> listeners.bean == 1 && listeners.set == 1);
			assertThat(count(context, "workers.registered")).isEqualTo(1);
		});
	}

	@Test
	void itBacksOff() {
		this.runner.withPropertyValues("pigato.broker.embedded=false")
			.run((context) -> assertThat(context).doesNotHaveBean(PigatoBrokerMetrics.class));
		ApplicationContextRunner withoutRegistry = new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(PigatoBrokerAutoConfiguration.class, PigatoMetricsAutoConfiguration.class))
			.withPropertyValues("pigato.broker.embedded=true", "pigato.broker.bind=");
		withoutRegistry.withClassLoader(new FilteredClassLoader(MeterRegistry.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(PigatoBrokerLifecycle.class)
				.doesNotHaveBean("pigatoBrokerMetrics"));
		this.runner.withPropertyValues("pigato.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PigatoBrokerMetrics.class));
		this.runner
			.withBean("own", PigatoBrokerMetrics.class,
					() -> new PigatoBrokerMetrics(() -> null, new PigatoBrokerCounters()))
			.run((context) -> assertThat(context).hasSingleBean(PigatoBrokerMetrics.class).hasBean("own"));
		withoutRegistry.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PigatoBrokerMetrics.class));
	}

	private static double gauge(AssertableApplicationContext context, String name) {
		return registry(context).get("pigato.broker." + name).gauge().value();
	}

	private static double count(AssertableApplicationContext context, String name, String... tags) {
		FunctionCounter counter = registry(context).get("pigato.broker." + name).tags(tags).functionCounter();
		return counter.count();
	}

	private static SimpleMeterRegistry registry(AssertableApplicationContext context) {
		return context.getBean(SimpleMeterRegistry.class);
	}

	@Configuration("serving")
	static class Serving {

		@PigatoService("echo")
		String echo(String text) {
			return text;
		}

	}

	@Configuration("listeners")
	static class OwnListeners {

		private volatile int bean;

		private volatile int set;

		@Bean
		BrokerListener listenerBean() {
			return new BrokerListener() {

				@Override
				public void workerRegistered(String service, String workerId) {
					OwnListeners.this.bean = 1;
				}

			};
		}

		@Bean
		PigatoBrokerBuilderCustomizer customizer() {
			return (builder) -> builder.listener(new BrokerListener() {

				@Override
				public void workerRegistered(String service, String workerId) {
					OwnListeners.this.set = 1;
				}

			});
		}

	}

}
