package io.pigato.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import io.pigato.broker.BrokerLimits;
import io.pigato.broker.DispatchStrategy;
import io.pigato.broker.PigatoBroker;
import io.pigato.client.PigatoClient;
import io.pigato.spring.lifecycle.ManagedPigatoWorker;
import io.pigato.spring.lifecycle.PigatoBrokerLifecycle;
import io.pigato.spring.lifecycle.PigatoWorkerRegistry;
import io.pigato.spring.worker.PigatoServiceRegistration;
import io.pigato.spring.worker.PigatoWorkerBuilderCustomizer;
import io.pigato.transport.PigatoLoop;
import io.pigato.worker.PigatoWorker;
import io.pigato.worker.WorkerInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;

/** Each property reaches the core, and without any the core is as without Spring. */
class PigatoPropertiesTests {

	private final PigatoLoop loop = PigatoLoop.start("test-loop");

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PigatoAutoConfiguration.class, PigatoBrokerAutoConfiguration.class,
				PigatoClientAutoConfiguration.class, PigatoWorkerAutoConfiguration.class));

	@AfterEach
	void closeLoop() {
		this.loop.close();
	}

	@Test
	void theClientsDefaultsAreCores() {
		Map<String, Object> core = Settings.of(PigatoClient.builder().loop(this.loop).build());
		this.runner
			.run((context) -> assertSame(client(context), core, Set.of("endpoint", "codec", "callbacks", "listener")));
	}

	@Test
	void theWorkersDefaultsAreCoresOnPlatformThreads() {
		this.runner.run((context) -> assertSame(worker(context, service()), coreWorker(),
				Set.of("endpoint", "codec", "executor", "handler")));
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void theWorkersDefaultsAreCoresOnVirtualThreads() {
		this.runner.withPropertyValues("spring.threads.virtual.enabled=true")
			.run((context) -> assertSame(worker(context, service()), coreWorker(),
					Set.of("endpoint", "codec", "executor", "handler")));
	}

	@Test
	void theBrokersDefaultsAreCores() {
		Map<String, Object> core = Settings.of(PigatoBroker.builder().build());
		this.runner.run((context) -> {
			BrokerFactory factory = new BrokerFactory(EmbeddedEndpoint.random(), properties("pigato.broker", context),
					context.getBean(PigatoProperties.class), List.of());
			Map<String, Object> ours = Settings.of(factory.create(null));
			assertSame(ours, core, Set.of("binds", "aliasSeed", "listeners"));
			assertThat(ours.get("binds")).asString().contains("inproc", "55555");
		});
	}

	@Test
	void theDefaultEndpointIsCores() {
		PigatoClient core = PigatoClient.builder().loop(this.loop).build();
		this.runner.run((context) -> assertThat(context.getBean(PigatoProperties.class).endpoint())
			.isEqualTo(endpoint(ReflectionTestUtils.getField(core, "settings"))));
	}

	@Test
	void eachPropertyOfTheClientReachesIt() {
		this.runner
			.withPropertyValues("pigato.endpoint=tcp://127.0.0.1:7", "pigato.transport=jeromq",
					"pigato.client.request-timeout=7s", "pigato.client.retry=true",
					"pigato.client.heartbeat-interval=123ms", "pigato.client.heartbeat-liveness=5",
					"pigato.client.reconnect-delay=11ms", "pigato.client.reconnect-max-delay=22ms",
					"pigato.client.max-pending=2MB", "pigato.client.identity-prefix=me")
			.run((context) -> {
				PigatoClient client = coreOf(context.getBean(PigatoClient.class));
				assertThat(endpoint(ReflectionTestUtils.getField(client, "settings"))).isEqualTo("tcp://127.0.0.1:7");
				assertThat(Settings.of(client)).containsEntry("timeout", "PT7S")
					.containsEntry("retry", "true")
					.containsEntry("interval", "PT0.123S")
					.containsEntry("liveness", "5")
					.containsEntry("firstDelay", "PT0.011S")
					.containsEntry("maxDelay", "PT0.022S")
					.containsEntry("maxPendingBytes", "2097152")
					.containsEntry("identityPrefix", "me")
					.containsEntry("transport", "JEROMQ");
			});
	}

	@Test
	void eachPropertyOfTheWorkersReachesThem() {
		this.runner
			.withPropertyValues("pigato.transport=jeromq", "pigato.worker.concurrency=3",
					"pigato.worker.heartbeat-interval=123ms", "pigato.worker.heartbeat-liveness=5",
					"pigato.worker.reconnect-delay=11ms", "pigato.worker.reconnect-max-delay=22ms",
					"pigato.worker.identity-prefix=me", "pigato.worker.shutdown-grace=9s",
					"pigato.worker.error.include-message=always")
			.run((context) -> assertThat(worker(context, service())).containsEntry("concurrency", "3")
				.containsEntry("interval", "PT0.123S")
				.containsEntry("liveness", "5")
				.containsEntry("firstDelay", "PT0.011S")
				.containsEntry("maxDelay", "PT0.022S")
				.containsEntry("identityPrefix", "me")
				.containsEntry("shutdownGrace", "PT9S")
				.containsEntry("includeErrorMessages", "true")
				.containsEntry("transport", "JEROMQ"));
	}

	@Test
	void whatIsConfiguredForAServiceComesBeforeItsOwnConcurrency() {
		assertThat(concurrency("greeter.greet", "pigato.worker.services.greeter.greet.concurrency=9")).isEqualTo("9");
		assertThat(concurrency("greeter.greet", "pigato.worker.services[greeter.greet].concurrency=9")).isEqualTo("9");
		assertThat(concurrency("report", "pigato.worker.services.report.concurrency=9")).isEqualTo("9");
		assertThat(concurrency("dailyReport.make", "pigato.worker.services.daily-report.make.concurrency=9"))
			.isEqualTo("9");
		assertThat(concurrency("dailyReport", "pigato.worker.services.dailyReport.concurrency=9")).isEqualTo("9");
		assertThat(concurrency("other", "pigato.worker.services.report.concurrency=9")).isEqualTo("7");
		assertThat(concurrency("report", "pigato.worker.services.report.auto-startup=true")).isEqualTo("7");
	}

	@Test
	void whatIsConfiguredForAServiceDecidesWhetherItStarts() {
		this.runner
			.withPropertyValues("pigato.endpoint=tcp://127.0.0.1:1", "pigato.worker.services.one.auto-startup=false",
					"pigato.worker.services[two.b].auto-startup=false")
			.withBean("one", PigatoServiceRegistration.class, () -> service("one"))
			.withBean("two.b", PigatoServiceRegistration.class, () -> service("two"))
			.withBean("three", PigatoServiceRegistration.class, () -> service("three"))
			.run((context) -> assertThat(context.getBean(PigatoWorkerRegistry.class).workers())
				.filteredOn(ManagedPigatoWorker::isRunning)
				.extracting(ManagedPigatoWorker::id)
				.containsExactly("three"));
	}

	@Test
	void aServicesOwnConcurrencyComesFirst() {
		this.runner.withPropertyValues("pigato.worker.concurrency=3")
			.run((context) -> assertThat(worker(context, service().withConcurrency(7))).containsEntry("concurrency",
					"7"));
	}

	@Test
	void eachPropertyOfTheBrokerReachesIt() {
		this.runner.withPropertyValues("pigato.broker.bind=tcp://127.0.0.1:7,tcp://127.0.0.1:8",
				"pigato.broker.heartbeat-interval=123ms", "pigato.broker.heartbeat-liveness=5",
				"pigato.broker.shutdown-grace=9s", "pigato.transport=jeromq", "pigato.broker.dispatch=round-robin",
				"pigato.broker.availability=fail-fast", "pigato.broker.cache.max-entries=8",
				"pigato.broker.cache.max-size=1KB", "pigato.broker.limits.max-message-size=1MB",
				"pigato.broker.limits.max-frames=12", "pigato.broker.limits.max-name-size=100B",
				"pigato.broker.limits.max-queued-size=2MB", "pigato.broker.limits.max-queued-per-service=3",
				"pigato.broker.limits.max-requests-per-client=4", "pigato.broker.limits.max-names=5",
				"pigato.broker.limits.max-unsent-size=3MB", "pigato.broker.limits.max-connections=21",
				"pigato.broker.limits.max-connections-per-address=22", "pigato.broker.limits.max-handshake-size=2KB",
				"pigato.broker.limits.handshake-timeout=23s", "pigato.broker.limits.unsent-grace=24s",
				"pigato.broker.limits.identity-hold=25s", "pigato.broker.limits.max-subscriptions=26",
				"pigato.broker.limits.max-subscription-size=27B", "pigato.broker.internal-channel=tcp://127.0.0.1:28",
				"pigato.broker.tcp.no-delay=false", "pigato.broker.tcp.keep-alive=false",
				"pigato.broker.tcp.send-buffer-size=29KB", "pigato.broker.tcp.receive-buffer-size=30KB")
			.run((context) -> {
				Map<String, Object> broker = Settings
					.of(new BrokerFactory(EmbeddedEndpoint.random(), properties("pigato.broker", context),
							context.getBean(PigatoProperties.class), List.of())
						.create(null));
				assertThat(broker.get("binds")).asString()
					.containsSubsequence("[inproc://", ", tcp://127.0.0.1:7, tcp://127.0.0.1:8]");
				assertThat(broker).containsEntry("heartbeatNanos", "123000000")
					.containsEntry("liveness", "5")
					.containsEntry("shutdownGrace", "PT9S")
					.containsEntry("transport", "JEROMQ")
					.containsEntry("strategy", DispatchStrategy.roundRobin().getClass().getName())
					.containsEntry("availability", "FAIL_FAST")
					.containsEntry("maxEntries", "8")
					.containsEntry("maxBytes", "1024")
					.containsEntry("maxMessageBytes", "1048576")
					.containsEntry("maxFrames", "12")
					.containsEntry("maxNameBytes", "100")
					.containsEntry("maxQueuedBytes", "2097152")
					.containsEntry("maxQueuedPerService", "3")
					.containsEntry("maxRequestsPerClient", "4")
					.containsEntry("maxNames", "5")
					.containsEntry("maxUnsentBytes", "3145728")
					.containsEntry("maxConnections", "21")
					.containsEntry("maxConnectionsPerAddress", "22")
					.containsEntry("maxHandshakeBytes", "2048")
					.containsEntry("handshakeTime", "PT23S")
					.containsEntry("unsentGrace", "PT24S")
					.containsEntry("identityHold", "PT25S")
					.containsEntry("maxSubscriptions", "26")
					.containsEntry("maxSubscriptionBytes", "27")
					.containsEntry("noDelay", "false")
					.containsEntry("keepAlive", "false")
					.containsEntry("sendBufferBytes", "29696")
					.containsEntry("receiveBufferBytes", "30720");
				assertThat(broker).containsEntry("port", "28");
			});
	}

	@ParameterizedTest
	@EnumSource
	void eachDispatchIsAStrategyOfCore(PigatoBrokerProperties.Dispatch dispatch) {
		Map<PigatoBrokerProperties.Dispatch, DispatchStrategy> strategies = Map.of(PigatoBrokerProperties.Dispatch.LOAD,
				DispatchStrategy.load(), PigatoBrokerProperties.Dispatch.RANDOM, DispatchStrategy.random(),
				PigatoBrokerProperties.Dispatch.ROUND_ROBIN, DispatchStrategy.roundRobin());
		assertThat(dispatch.strategy()).hasSameClassAs(strategies.get(dispatch));
	}

	@Test
	void moreThanAMessageCanHaveIsTheMostItCanHave() {
		this.runner.withPropertyValues("pigato.broker.limits.max-message-size=4GB")
			.run((context) -> assertThat(PigatoPropertiesTests.properties("pigato.broker", context).limits())
				.extracting(BrokerSettings::limits)
				.isEqualTo(BrokerLimits.DEFAULT.withMaxMessageBytes(Integer.MAX_VALUE)));
	}

	@Test
	void customizersComeInTheirOrderAfterTheProperties() {
		this.runner
			.withPropertyValues("pigato.broker.embedded=true", "pigato.broker.bind=", "pigato.worker.shutdown-grace=1s",
					"pigato.broker.shutdown-grace=1s")
			.withUserConfiguration(Customizers.class)
			.run((context) -> {
				assertThat(Settings.of(context.getBean(PigatoBrokerLifecycle.class).broker()))
					.containsEntry("shutdownGrace", "PT0.003S");
				assertThat(worker(context, service())).containsEntry("shutdownGrace", "PT0.004S")
					.containsEntry("description", "echo");
			});
	}

	@Test
	void identitiesBeginWithTheNameOfTheApplication() {
		this.runner.withPropertyValues("spring.application.name= Größe  42 ")
			.run((context) -> assertThat(worker(context, service())).containsEntry("identityPrefix", "Gr-e-42"));
		this.runner.withPropertyValues("spring.application.name=" + "x".repeat(100))
			.run((context) -> assertThat(client(context)).containsEntry("identityPrefix", "x".repeat(64)));
		this.runner.withPropertyValues("spring.application.name=  ")
			.run((context) -> assertThat(client(context)).containsEntry("identityPrefix", "client"));
	}

	private Map<String, Object> client(AssertableApplicationContext context) {
		return Settings.of(coreOf(context.getBean(PigatoClient.class)));
	}

	/** The core's client behind the one that is injected. */
	private static PigatoClient coreOf(PigatoClient managed) {
		managed.start();
		return (PigatoClient) ReflectionTestUtils.getField(managed, "current");
	}

	private Map<String, Object> worker(AssertableApplicationContext context, PigatoServiceRegistration service) {
		return Settings.of(context.getBean(WorkerFactory.class).create(service, this.loop));
	}

	private Map<String, Object> coreWorker() {
		return Settings.of(PigatoWorker.builder()
			.service("echo")
			.handler((request, reply) -> reply.end())
			.loop(this.loop)
			.build());
	}

	private String concurrency(String id, String property) {
		List<String> found = new ArrayList<>();
		this.runner.withPropertyValues("pigato.worker.concurrency=3", property)
			.run((context) -> found
				.add(String.valueOf(worker(context, service().withId(id).withConcurrency(7)).get("concurrency"))));
		return found.get(0);
	}

	private static PigatoServiceRegistration service(String name) {
		return new PigatoServiceRegistration(name, (request, reply) -> reply.end());
	}

	private static PigatoBrokerProperties properties(String prefix, AssertableApplicationContext context) {
		return Binder.get(context.getEnvironment()).bindOrCreate(prefix, PigatoBrokerProperties.class);
	}

	private static PigatoServiceRegistration service() {
		return new PigatoServiceRegistration("echo", (request, reply) -> reply.end());
	}

	@SuppressWarnings("unchecked")
	private static String endpoint(Object settings) {
		Object link = ReflectionTestUtils.getField(settings, "link");
		return ((Supplier<String>) ReflectionTestUtils.getField(link, "endpoint")).get();
	}

	private static void assertSame(Map<String, Object> ours, Map<String, Object> core, Set<String> different) {
		assertThat(ours).hasSameSizeAs(core).hasSizeGreaterThan(different.size());
		core.forEach((name, value) -> {
			if (!different.contains(name)) {
				assertThat(ours).containsEntry(name, value);
			}
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		@Bean
		@Order(2)
		PigatoBrokerBuilderCustomizer laterForBroker() {
			return (builder) -> builder.shutdownGrace(Duration.ofMillis(3));
		}

		@Bean
		@Order(1)
		PigatoBrokerBuilderCustomizer earlierForBroker() {
			return (builder) -> builder.shutdownGrace(Duration.ofMillis(2));
		}

		@Bean
		@Order(2)
		PigatoWorkerBuilderCustomizer laterForWorkers() {
			return (builder, service) -> builder.shutdownGrace(Duration.ofMillis(4))
				.info(new WorkerInfo(null, null, null, service.name()));
		}

		@Bean
		@Order(1)
		PigatoWorkerBuilderCustomizer earlierForWorkers() {
			return (builder, service) -> builder.shutdownGrace(Duration.ofMillis(5));
		}

	}

}
