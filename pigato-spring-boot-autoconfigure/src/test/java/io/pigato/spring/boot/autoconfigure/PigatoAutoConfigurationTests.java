package io.pigato.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import io.pigato.broker.PigatoBroker;
import io.pigato.client.PigatoClient;
import io.pigato.payload.JacksonPayloadCodec;
import io.pigato.payload.PayloadCodec;
import io.pigato.spring.annotation.PigatoService;
import io.pigato.spring.client.ReactivePigatoClient;
import io.pigato.spring.json.JsonMapperPayloadCodec;
import io.pigato.spring.lifecycle.EmbeddedBrokerCheck;
import io.pigato.spring.lifecycle.ManagedPigatoWorker;
import io.pigato.spring.lifecycle.PigatoBrokerLifecycle;
import io.pigato.spring.lifecycle.PigatoClientLifecycle;
import io.pigato.spring.lifecycle.PigatoEvents;
import io.pigato.spring.lifecycle.PigatoThreads;
import io.pigato.spring.lifecycle.PigatoWorkerFactory;
import io.pigato.spring.lifecycle.PigatoWorkerLifecycle;
import io.pigato.spring.lifecycle.PigatoWorkerRegistry;
import io.pigato.spring.lifecycle.SharedPigatoLoop;
import io.pigato.spring.lifecycle.WorkerAutoStartup;
import io.pigato.spring.worker.PigatoServiceRegistry;
import io.pigato.worker.HandlerThreads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.EnableScheduling;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

class PigatoAutoConfigurationTests {

	private static final Class<?>[] OURS = { PigatoConnectionDetails.class, PayloadCodec.class, PigatoThreads.class,
			SharedPigatoLoop.class, PigatoServiceRegistry.class, PigatoWorkerRegistry.class, PigatoWorkerFactory.class,
			PigatoWorkerLifecycle.class, PigatoClientLifecycle.class, PigatoEvents.class, PigatoClient.class,
			PigatoClient.Builder.class, ReactivePigatoClient.class };

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(AutoConfigurations
		.of(JacksonAutoConfiguration.class, TaskExecutionAutoConfiguration.class, TaskSchedulingAutoConfiguration.class,
				PigatoAutoConfiguration.class, PigatoBrokerAutoConfiguration.class, PigatoClientAutoConfiguration.class,
				PigatoReactiveClientAutoConfiguration.class, PigatoWorkerAutoConfiguration.class));

	private final ApplicationContextRunner embedded = this.runner.withPropertyValues("pigato.broker.embedded=true",
			"pigato.broker.bind=tcp://127.0.0.1:0");

	@Test
	void allButTheBrokerIsThereByDefault() {
		this.runner.run((context) -> {
			for (Class<?> ours : OURS) {
				assertThat(context).hasSingleBean(ours);
			}
			assertThat(context).doesNotHaveBean(PigatoBrokerLifecycle.class);
			assertThat(context).doesNotHaveBean(EmbeddedBrokerCheck.class);
			assertThat(context.getBean(PigatoConnectionDetails.class).getEndpoint()).isEqualTo("tcp://127.0.0.1:55555");
		});
	}

	@Test
	void nothingIsThereWhereItIsNotEnabled() {
		this.embedded.withPropertyValues("pigato.enabled=false").run((context) -> {
			for (Class<?> ours : OURS) {
				assertThat(context).doesNotHaveBean(ours);
			}
			assertThat(context).doesNotHaveBean(PigatoBrokerLifecycle.class);
		});
	}

	@Test
	void theBrokerIsEmbeddedOnDemandAndItsClientsFindItInProcess() {
		this.embedded.run((context) -> {
			assertThat(context).hasSingleBean(PigatoBrokerLifecycle.class).hasSingleBean(EmbeddedBrokerCheck.class);
			String endpoint = context.getBean(PigatoConnectionDetails.class).getEndpoint();
			assertThat(endpoint).startsWith("inproc://pigato-");
			assertThat(context.getBean(PigatoBrokerLifecycle.class).broker().endpoints()).hasSize(2)
				.startsWith(endpoint)
				.element(1)
				.asString()
				.matches("tcp://127\\.0\\.0\\.1:[1-9][0-9]*");
		});
	}

	@Test
	void anEmptyListOfEndpointsLeavesTheBrokerInProcess() {
		this.embedded.withPropertyValues("pigato.broker.bind=")
			.run((context) -> assertThat(context.getBean(PigatoBrokerLifecycle.class).broker().endpoints())
				.singleElement()
				.asString()
				.startsWith("inproc://"));
	}

	@Test
	void twoContextsHaveTwoBrokers() {
		this.embedded.run(
				(one) -> this.embedded.run((two) -> assertThat(one.getBean(PigatoConnectionDetails.class).getEndpoint())
					.isNotEqualTo(two.getBean(PigatoConnectionDetails.class).getEndpoint())));
	}

	@Test
	void theApplicationsConnectionDetailsComeFirst() {
		this.embedded.withPropertyValues("pigato.endpoint=tcp://10.0.0.1:1")
			.withBean(PigatoConnectionDetails.class, () -> () -> "tcp://127.0.0.1:7")
			.run((context) -> {
				assertThat(context).hasSingleBean(PigatoConnectionDetails.class)
					.doesNotHaveBean(EmbeddedBrokerCheck.class);
				assertThat(context.getBean(PigatoConnectionDetails.class).getEndpoint()).isEqualTo("tcp://127.0.0.1:7");
			});
	}

	@Test
	void theEndpointIsConfigured() {
		this.runner.withPropertyValues("pigato.endpoint=tcp://example.org:1234")
			.run((context) -> assertThat(context.getBean(PigatoConnectionDetails.class).getEndpoint())
				.isEqualTo("tcp://example.org:1234"));
	}

	@Test
	void theApplicationsBrokerLifecycleReplacesOurs() {
		this.embedded
			.withBean("own", PigatoBrokerLifecycle.class, () -> new PigatoBrokerLifecycle(() -> mock()),
					(definition) -> definition.setDestroyMethodName("stop"))
			.run((context) -> {
				assertThat(context).getBeanNames(PigatoBrokerLifecycle.class).containsExactly("own");
				assertThat(context.getBean(PigatoConnectionDetails.class).getEndpoint()).startsWith("tcp://");
			});
	}

	@Test
	void payloadsGoThroughTheApplicationsJsonMapper() {
		this.runner.run((context) -> assertThat(context).getBean(PayloadCodec.class)
			.isInstanceOf(JsonMapperPayloadCodec.class));
	}

	@Test
	void withoutJackson3PayloadsGoThroughCoresOwn() {
		this.runner.withClassLoader(new FilteredClassLoader("tools.jackson"))
			.run((context) -> assertThat(context).getBean(PayloadCodec.class).isInstanceOf(JacksonPayloadCodec.class));
	}

	@Test
	void withoutAJsonMapperPayloadsGoThroughCoresOwn() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(PigatoAutoConfiguration.class))
			.run((context) -> assertThat(context).getBean(PayloadCodec.class).isInstanceOf(JacksonPayloadCodec.class));
	}

	@Test
	void withSeveralEqualJsonMappersPayloadsGoThroughCoresOwn() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(PigatoAutoConfiguration.class))
			.withBean("one", JsonMapper.class, () -> new JsonMapper())
			.withBean("two", JsonMapper.class, () -> new JsonMapper())
			.run((context) -> assertThat(context).getBean(PayloadCodec.class).isInstanceOf(JacksonPayloadCodec.class));
	}

	@Test
	void theApplicationsCodecComesFirst() {
		PayloadCodec own = mock(PayloadCodec.class);
		this.runner.withBean(PayloadCodec.class, () -> own)
			.run((context) -> assertThat(context).getBean(PayloadCodec.class).isSameAs(own));
	}

	@Test
	void theApplicationsClientReplacesOurs() {
		PigatoClient own = mock(PigatoClient.class);
		this.runner.withBean("own", PigatoClient.class, () -> own).run((context) -> {
			assertThat(context).getBean(PigatoClient.class).isSameAs(own);
			assertThat(context).doesNotHaveBean("pigatoClient").hasSingleBean(PigatoClient.Builder.class);
		});
	}

	@Test
	void aFurtherClientThatIsNoDefaultCandidateLeavesOurs() {
		this.runner.withUserConfiguration(FurtherClient.class).run((context) -> {
			assertThat(context.getBeanNamesForType(PigatoClient.class)).containsExactlyInAnyOrder("pigatoClient",
					"further");
			assertThat(context).hasSingleBean(ReactivePigatoClient.class);
			assertThat(context.getBean(PigatoClient.class)).isSameAs(context.getBean("pigatoClient"));
		});
	}

	@Test
	void withoutReactorThereIsNoReactiveClientAndAllElseIsThere() {
		this.embedded.withClassLoader(new FilteredClassLoader("reactor", "org.reactivestreams"))
			.withUserConfiguration(ServingApplication.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBeanNamesForType(ReactivePigatoClient.class)).isEmpty();
				assertThat(context.getBean(PigatoClient.class).request("echo", "hi", String.class)).isEqualTo("hi");
			});
	}

	@Test
	void theApplicationsReactiveClientReplacesOurs() {
		this.runner.withBean("own", ReactivePigatoClient.class, () -> ReactivePigatoClient.create(mock()))
			.run((context) -> assertThat(context).getBeanNames(ReactivePigatoClient.class).containsExactly("own"));
	}

	@Test
	void withSeveralEqualClientsThereIsNoReactiveOne() {
		this.runner.withBean("one", PigatoClient.class, () -> mock())
			.withBean("two", PigatoClient.class, () -> mock())
			.run((context) -> assertThat(context).doesNotHaveBean(ReactivePigatoClient.class));
	}

	@Test
	void theApplicationsBuilderAndEventsReplaceOurs() {
		PigatoClient.Builder own = PigatoClient.builder();
		this.runner.withBean("ownBuilder", PigatoClient.Builder.class, () -> own)
			.withBean("ownEvents", PigatoEvents.class, () -> new PigatoEvents(mock(), Runnable::run))
			.run((context) -> {
				assertThat(context.getBean(PigatoClient.Builder.class)).isSameAs(own);
				assertThat(context).getBeanNames(PigatoEvents.class).containsExactly("ownEvents");
			});
	}

	@Test
	void theBuilderRefusesMalformedSettingsAtOnce() {
		this.runner.run((context) -> {
			PigatoClient.Builder builder = context.getBean(PigatoClient.Builder.class);
			assertThatIllegalArgumentException().isThrownBy(() -> builder.endpoint("http://x"));
			assertThatIllegalArgumentException().isThrownBy(() -> builder.maxPendingBytes(1));
		});
	}

	@Test
	void aClientWithAnEndpointOfItsOwnMayWaitBeforeTheStart() {
		try (ConfigurableApplicationContext hub = new SpringApplicationBuilder(ServingApplication.class,
				EnabledApplication.class)
			.properties("pigato.broker.embedded=true", "pigato.broker.bind=tcp://127.0.0.1:0",
					"spring.main.banner-mode=off")
			.run()) {
			String endpoint = hub.getBean(PigatoBrokerLifecycle.class).broker().endpoints().get(1);
			this.embedded.withPropertyValues("elsewhere=" + endpoint)
				.withUserConfiguration(AskingElsewhere.class)
				.run((context) -> assertThat(context.getBean("answer")).isEqualTo("early"));
		}
	}

	@Test
	void payloadsGoThroughJackson2OnDemand() {
		ApplicationContextRunner jackson2 = this.runner.withPropertyValues("pigato.preferred-json-mapper=jackson2");
		jackson2
			.run((context) -> assertThat(context).getBean(PayloadCodec.class).isInstanceOf(JacksonPayloadCodec.class));
		com.fasterxml.jackson.databind.ObjectMapper own = new com.fasterxml.jackson.databind.ObjectMapper()
			.setPropertyNamingStrategy(com.fasterxml.jackson.databind.PropertyNamingStrategies.SNAKE_CASE);
		jackson2.withBean(com.fasterxml.jackson.databind.ObjectMapper.class, () -> own).run((context) -> {
			assertThat(context.getBean(PayloadCodec.class).encode(new Camel(1))).asString()
				.isEqualTo("{\"two_humps\":1}");
			assertThat(context.getBean(com.fasterxml.jackson.databind.ObjectMapper.class)).isSameAs(own);
			assertThat(context).hasSingleBean(JsonMapper.class);
		});
		this.runner.withBean(com.fasterxml.jackson.databind.ObjectMapper.class, () -> own)
			.run((context) -> assertThat(context).getBean(PayloadCodec.class)
				.isInstanceOf(JsonMapperPayloadCodec.class));
		PayloadCodec codec = mock(PayloadCodec.class);
		jackson2.withBean(PayloadCodec.class, () -> codec)
			.run((context) -> assertThat(context).getBean(PayloadCodec.class).isSameAs(codec));
	}

	@Test
	void theApplicationsWorkerPartsReplaceOurs() {
		this.runner.withUserConfiguration(OwnWorkerParts.class).run((context) -> {
			assertThat(context).getBeanNames(PigatoServiceRegistry.class).containsExactly("ownRegistry");
			assertThat(context).getBeanNames(PigatoWorkerFactory.class).containsExactly("ownFactory");
			assertThat(context).getBeanNames(PigatoWorkerRegistry.class).containsExactly("ownWorkers");
			assertThat(context).getBeanNames(PigatoWorkerLifecycle.class).containsExactly("ownLifecycle");
		});
	}

	@Test
	void theApplicationsThreadsAndLoopReplaceOurs() {
		this.runner.withBean("ownThreads", PigatoThreads.class, PigatoThreads::platform)
			.withBean("ownLoop", SharedPigatoLoop.class, SharedPigatoLoop::new)
			.run((context) -> {
				assertThat(context).getBeanNames(PigatoThreads.class).containsExactly("ownThreads");
				assertThat(context).getBeanNames(SharedPigatoLoop.class).containsExactly("ownLoop");
			});
	}

	@Test
	void noExecutorSchedulerOrMapperOfOursTakesTheApplicationsPlace() {
		this.embedded.withUserConfiguration(SchedulingApplication.class).run((context) -> {
			context.getBean(PigatoClient.class);
			assertThat(context).hasBean("applicationTaskExecutor").hasBean("taskScheduler");
			assertThat(context.getBeanNamesForType(Executor.class)).containsExactlyInAnyOrder("applicationTaskExecutor",
					"taskScheduler");
			assertThat(context.getBeanNamesForType(TaskScheduler.class)).containsExactly("taskScheduler");
			assertThat(context.getBeanNamesForType(ObjectMapper.class)).containsExactly("jacksonJsonMapper");
			assertThat(context.getBeanNamesForType(com.fasterxml.jackson.databind.ObjectMapper.class)).isEmpty();
		});
	}

	@Test
	void noBeanOfOursLooksLikeAFunctionOfTheApplication() {
		this.embedded.run((context) -> {
			context.getBean(PigatoClient.class);
			for (Class<?> type : List.of(Runnable.class, Supplier.class, Function.class, Consumer.class)) {
				assertThat(context.getBeanNamesForType(type)).isEmpty();
			}
		});
	}

	@Test
	void threadsArePlatformThreadsByDefault() {
		this.runner.run((context) -> assertThat(context.getBean(PigatoThreads.class).handlers())
			.isInstanceOf(HandlerThreads.class));
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void threadsAreVirtualWhereTheApplicationsAre() {
		this.runner.withPropertyValues("spring.threads.virtual.enabled=true").run((context) -> {
			CompletableFuture<String> ran = new CompletableFuture<>();
			context.getBean(PigatoThreads.class)
				.handlers()
				.execute(() -> ran.complete(Thread.currentThread().toString()));
			assertThat(ran).succeedsWithin(Duration.ofSeconds(30)).asString().startsWith("VirtualThread");
		});
	}

	@Test
	@EnabledForJreRange(max = JRE.JAVA_20)
	void threadsArePlatformThreadsWhereThereAreNoOthers() {
		this.runner.withPropertyValues("spring.threads.virtual.enabled=true")
			.run((context) -> assertThat(context.getBean(PigatoThreads.class).handlers())
				.isInstanceOf(HandlerThreads.class));
	}

	@Test
	void anApplicationThatOnlyBrokersConnectsNothing() {
		this.embedded.run((context) -> {
			assertThat(context.getBean(PigatoBrokerLifecycle.class).isRunning()).isTrue();
			assertThat(context.getBean(PigatoClientLifecycle.class).isRunning()).isTrue();
			assertThat(context.getBeanFactory().containsSingleton("pigatoClient")).isFalse();
			assertThat(broker(context).snapshot().clients()).isZero();
		});
	}

	@Test
	void anEmbeddedBrokerIsOnTheLoopOfTheApplicationsOwnPeers() {
		assertThat(loopsOf(this.embedded)).containsExactly("pigato-loop");
		assertThat(loopsOf(this.embedded.withPropertyValues("pigato.broker.share-loop=false"))).singleElement()
			.asString()
			.startsWith("pigato-broker-");
		assertThat(loopsOf(this.embedded.withBean(PigatoConnectionDetails.class, () -> () -> "tcp://127.0.0.1:1")))
			.singleElement()
			.asString()
			.startsWith("pigato-broker-");
	}

	/** The threads that a context without peers has brought, and that end with it. */
	private static List<String> loopsOf(ApplicationContextRunner runner) {
		Set<Thread> others = Thread.getAllStackTraces().keySet();
		List<Thread> loops = new ArrayList<>();
		runner.run((context) -> Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().matches("pigato-loop|pigato-broker-\\d+"))
			.filter((thread) -> !others.contains(thread))
			.forEach(loops::add));
		await().untilAsserted(() -> assertThat(loops).noneMatch(Thread::isAlive));
		return loops.stream().map(Thread::getName).toList();
	}

	private static PigatoBroker broker(AssertableApplicationContext context) {
		return Objects.requireNonNull(context.getBean(PigatoBrokerLifecycle.class).broker());
	}

	@Test
	void rolesStartWithTheContextUnlessToldOtherwise() {
		ApplicationContextRunner serving = this.embedded.withUserConfiguration(ServingApplication.class);
		serving.run((context) -> assertThat(context.getBean(PigatoWorkerRegistry.class).workers()).singleElement()
			.matches(ManagedPigatoWorker::isRunning));
		serving.withPropertyValues("pigato.worker.auto-startup=false", "pigato.client.auto-startup=false")
			.run((context) -> {
				assertThat(context.getBean(PigatoWorkerRegistry.class).workers())
					.noneMatch(ManagedPigatoWorker::isRunning);
				assertThat(context.getBean(PigatoClientLifecycle.class).isRunning()).isFalse();
				context.getBean(PigatoWorkerLifecycle.class).start();
				assertThat(context.getBean(PigatoWorkerRegistry.class).workers()).singleElement()
					.matches(ManagedPigatoWorker::isRunning);
				assertThat(context.getBean(PigatoClient.class).request("echo", "hi", String.class)).isEqualTo("hi");
			});
	}

	@Test
	void aMalformedEndpointFailsTheStart() {
		this.runner.withPropertyValues("pigato.endpoint=http://x")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.isInstanceOf(IllegalArgumentException.class)
				.hasMessageContaining("'http://x' is not an endpoint"));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class SchedulingApplication extends ServingApplication {

	}

	@Configuration(proxyBeanMethods = false)
	static class ServingApplication {

		@PigatoService("echo")
		String echo(String text) {
			return text;
		}

	}

	record Camel(int twoHumps) {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class EnabledApplication {

	}

	@Configuration(proxyBeanMethods = false)
	static class FurtherClient {

		@Bean(defaultCandidate = false)
		PigatoClient further(PigatoClient.Builder builder) {
			return builder.endpoint("tcp://127.0.0.1:1").build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AskingElsewhere {

		@Bean(defaultCandidate = false)
		PigatoClient further(PigatoClient.Builder builder, Environment environment) {
			return builder.endpoint(environment.getRequiredProperty("elsewhere")).build();
		}

		@Bean
		String answer(@Qualifier("further") PigatoClient further) {
			return further.request("echo", "early", String.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnWorkerParts {

		@Bean
		PigatoServiceRegistry ownRegistry(ConfigurableListableBeanFactory beanFactory) {
			return new PigatoServiceRegistry(beanFactory);
		}

		@Bean
		PigatoWorkerFactory ownFactory() {
			return (service, shared) -> mock();
		}

		@Bean
		PigatoWorkerRegistry ownWorkers(PigatoServiceRegistry registry, PigatoWorkerFactory factory,
				SharedPigatoLoop loop) {
			return new PigatoWorkerRegistry(registry, factory, loop);
		}

		@Bean
		PigatoWorkerLifecycle ownLifecycle(PigatoWorkerRegistry workers) {
			return new PigatoWorkerLifecycle(workers, WorkerAutoStartup.ofAll(true));
		}

	}

}
