package io.pigato.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.pigato.broker.BrokerListener;
import io.pigato.client.PigatoClient;
import io.pigato.spring.actuate.BrokerDescriptor;
import io.pigato.spring.actuate.PigatoEndpoint;
import io.pigato.spring.annotation.PigatoService;
import io.pigato.spring.lifecycle.PigatoBrokerLifecycle;
import io.pigato.spring.lifecycle.PigatoWorkerRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.invoke.convert.ConversionServiceParameterValueMapper;
import org.springframework.boot.actuate.endpoint.web.EndpointMediaTypes;
import org.springframework.boot.actuate.endpoint.web.ExposableWebEndpoint;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpointDiscoverer;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What {@code /actuator/pigato} tells. */
class EndpointTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PigatoAutoConfiguration.class, PigatoBrokerAutoConfiguration.class,
				PigatoClientAutoConfiguration.class, PigatoWorkerAutoConfiguration.class,
				PigatoEndpointAutoConfiguration.class))
		.withPropertyValues("management.endpoints.web.exposure.include=pigato");

	private final ApplicationContextRunner embedded = this.runner.withPropertyValues("pigato.broker.embedded=true",
			"pigato.broker.bind=");

	@Test
	void brokerWorkersAndClientsAreTold() {
		this.embedded.withUserConfiguration(Serving.class).run((context) -> {
			PigatoClient client = context.getBean(PigatoClient.class);
			await().until(() -> report(context).workers().get(0).registered());
			assertThat(client.request("echo", "hi", String.class)).isEqualTo("hi");
			client.service("nobody").retrieve().future(String.class);
			BrokerDescriptor broker = await().until(() -> report(context).broker(), (now) -> now.queued() == 1);
			assertThat(broker.running()).isTrue();
			assertThat(broker.error()).isNull();
			assertThat(broker.endpoints()).singleElement().asString().startsWith("inproc:");
			assertThat(broker.services()).containsExactly(new BrokerDescriptor.ServiceDescriptor("echo", 1, 0, 0),
					new BrokerDescriptor.ServiceDescriptor("nobody", 0, 0, 1));
			assertThat(broker.counters()).containsEntry("requests", Map.of("replied", 1L))
				.containsEntry("dispatches", 1L)
				.containsEntry("enqueues", 1L)
				.containsEntry("workers.registered", 1L)
				.doesNotContainKeys("retries", "drops", "failures");
			assertThat(report(context).clients()).singleElement().satisfies((told) -> {
				assertThat(told.connected()).isTrue();
				assertThat(told.lastHeardMillis()).isBetween(0L, 60_000L);
			});
			assertThat(report(context).workers()).containsExactly(
					new PigatoEndpoint.WorkerDescriptor("serving.echo", "echo", true, true, false, 100, null));
			assertThat(context.getBean(PigatoEndpoint.class).pigato(1).broker().services()).hasSize(1);
		});
	}

	@Test
	void theJsonIsTheOneInTheDocument() throws Exception {
		this.embedded.withUserConfiguration(Serving.class).run((context) -> {
			PigatoClient client = context.getBean(PigatoClient.class);
			client.request("echo", "hi", String.class);
			Object ours = new JsonMapper().readValue(new JsonMapper().writeValueAsString(report(context)), Map.class);
			Object documented = new JsonMapper().readValue(OperationsDocument.read().json("endpoint"), Map.class);
			assertThat(shape(documented)).isEqualTo(shape(ours));
		});
	}

	@Test
	void withoutABrokerOnlyTheOthersAreTold() {
		this.runner.withUserConfiguration(Serving.class)
			.withPropertyValues("pigato.endpoint=inproc://nobody-is-here")
			.run((context) -> {
				await().until(() -> report(context).workers().get(0).error() != null);
				assertThat(report(context).broker()).isNull();
				assertThat(report(context).workers().get(0).registered()).isFalse();
				assertThat(report(context).clients()).isEmpty();
				context.getBean(PigatoWorkerRegistry.class).get("serving.echo").pause();
				assertThat(report(context).workers().get(0).paused()).isTrue();
			});
	}

	@Test
	void aBrokerThatIsStoppedOrStuckIsToldOfAsSuch() {
		this.embedded.withUserConfiguration(Blocking.class).run((context) -> {
			Blocking blocking = context.getBean(Blocking.class);
			context.getBean(PigatoClient.class).service("nobody").retrieve().future(String.class);
			assertThat(blocking.blocked.await(30, TimeUnit.SECONDS)).isTrue();
			long begin = System.nanoTime();
			assertThat(report(context).broker().error()).contains("not answered");
			assertThat(report(context).broker().services()).isNull();
			assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
			blocking.release.countDown();
			await().until(() -> report(context).broker().error() == null);
			context.getBean(PigatoBrokerLifecycle.class).stop();
			assertThat(report(context).broker().running()).isFalse();
			assertThat(report(context).broker().error()).contains("stopped");
		});
	}

	@Test
	void itCanOnlyBeRead() {
		this.embedded.run((context) -> {
			WebEndpointDiscoverer discoverer = new WebEndpointDiscoverer(context,
					new ConversionServiceParameterValueMapper(), EndpointMediaTypes.DEFAULT, List.of(), List.of(),
					List.of(), List.of(), List.of());
			ExposableWebEndpoint endpoint = discoverer.getEndpoints().iterator().next();
			assertThat(endpoint.getEndpointId()).hasToString("pigato");
			assertThat(endpoint.getDefaultAccess()).isEqualTo(Access.READ_ONLY);
			assertThat(endpoint.getOperations()).singleElement().satisfies((operation) -> {
				assertThat(operation.getType()).isEqualTo(OperationType.READ);
				assertThat(operation.getRequestPredicate().getPath()).isEqualTo("pigato");
			});
		});
	}

	@Test
	void itIsThereOnlyWhereItIsExposedAndItsLibraryIsThere() {
		this.embedded.run((context) -> assertThat(context).hasSingleBean(PigatoEndpoint.class));
		this.embedded.withPropertyValues("management.endpoints.web.exposure.include=health")
			.run((context) -> assertThat(context).doesNotHaveBean(PigatoEndpoint.class));
		this.embedded.withPropertyValues("management.endpoint.pigato.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(PigatoEndpoint.class));
		this.embedded.withPropertyValues("pigato.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PigatoEndpoint.class));
		new ApplicationContextRunner().withUserConfiguration(Imported.class)
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(PigatoEndpointAutoConfiguration.class));
	}

	private static PigatoEndpoint.PigatoDescriptor report(AssertableApplicationContext context) {
		return context.getBean(PigatoEndpoint.class).pigato(null);
	}

	/** The names and kinds of values, of lists those of the first element. */
	private static Object shape(Object json) {
		if (json instanceof Map<?, ?> map) {
			return map.entrySet()
				.stream()
				.collect(Collectors.toMap(Map.Entry::getKey,
						(entry) -> entry.getKey().equals("counters") ? "counters" : shape(entry.getValue())));
		}
		if (json instanceof List<?> list) {
			return list.isEmpty() ? List.of() : List.of(shape(list.get(0)));
		}
		return (json instanceof Number) ? "number" : (json instanceof Boolean) ? "boolean" : "text or null";
	}

	@Configuration("serving")
	static class Serving {

		@PigatoService("echo")
		String echo(String text) {
			return text;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ PigatoAutoConfiguration.class, PigatoClientAutoConfiguration.class,
			PigatoWorkerAutoConfiguration.class, PigatoEndpointAutoConfiguration.class })
	static class Imported {

	}

	@Configuration("blocking")
	static class Blocking {

		private final CountDownLatch blocked = new CountDownLatch(1);

		private final CountDownLatch release = new CountDownLatch(1);

		@Bean
		BrokerListener blockingListener() {
			return new BrokerListener() {

				@Override
				public void requestQueued(String service) {
					Blocking.this.blocked.countDown();
					try {
						Blocking.this.release.await(60, TimeUnit.SECONDS);
					}
					catch (InterruptedException ex) {
						Thread.currentThread().interrupt();
					}
				}

			};
		}

	}

}
