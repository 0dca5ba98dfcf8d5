package io.pigato.spring.boot.test;

import io.pigato.client.PigatoClient;
import io.pigato.spring.boot.autoconfigure.PigatoConnectionDetails;
import io.pigato.spring.lifecycle.PigatoBrokerLifecycle;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.TestContextManager;

import static org.assertj.core.api.Assertions.assertThat;

/** What the annotation does to the application's configuration. */
class InProcessBrokerTests {

	@Test
	void configuredEndpointIsReplaced() throws Exception {
		Configured test = prepared(new Configured());
		assertThat(test.pigato.request("price", "tea", Integer.class)).isEqualTo(3);
		assertThat(test.broker.broker().endpoints()).singleElement().asString().startsWith("inproc:");
		assertThat(test.context.getEnvironment().containsProperty(LocalBrokerPort.PROPERTY)).isFalse();
	}

	@Test
	void equalContextsAreShared() throws Exception {
		assertThat(prepared(new Configured()).context).isSameAs(prepared(new AlsoConfigured()).context);
	}

	@Test
	void contextsDoNotMeet() throws Exception {
		Configured one = prepared(new Configured());
		Other other = prepared(new Other());
		assertThat(other.context).isNotSameAs(one.context);
		assertThat(other.broker.broker().endpoints()).isNotEqualTo(one.broker.broker().endpoints());
		assertThat(workersOnceOneHasAnswered(other)).isOne();
		assertThat(workersOnceOneHasAnswered(one)).isOne();
	}

	@Test
	void slicesGetPigatoByTheAnnotation() throws Exception {
		assertThat(prepared(new Slice()).pigato.request("price", "tea", Integer.class)).isEqualTo(3);
	}

	@Test
	void portIsKnownToTheTest() throws Exception {
		OnAPort test = prepared(new OnAPort());
		String endpoint = "tcp://127.0.0.1:" + test.port;
		assertThat(test.broker.broker().endpoints()).contains(endpoint);
		try (PigatoClient outside = PigatoClient.builder().endpoint(endpoint).build()) {
			outside.start();
			assertThat(outside.request("price", "tea", Integer.class)).isEqualTo(3);
		}
	}

	@Test
	void portStaysWhileTheContextIsPaused() throws Exception {
		OnAPort test = prepared(new OnAPort());
		ConfigurableApplicationContext context = (ConfigurableApplicationContext) test.context;
		context.pause();
		context.restart();
		assertThat(context.getEnvironment().getProperty(LocalBrokerPort.PROPERTY)).isEqualTo("" + test.port);
	}

	@Test
	void thereAreNoStubsWithoutABrokerOfTheTestsOwn() {
		new ApplicationContextRunner().withUserConfiguration(Shop.class)
			.withPropertyValues("pigato.worker.auto-startup=false", "pigato.client.auto-startup=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(PigatoStubs.class)
				.doesNotHaveBean(LocalBrokerPort.class));
	}

	@Test
	void thereAreNoStubsAtABrokerThatOthersUse() {
		new ApplicationContextRunner().withUserConfiguration(Shop.class)
			.withBean(PigatoConnectionDetails.class, () -> () -> "tcp://192.0.2.1:1")
			.withPropertyValues("pigato.broker.embedded=true", "pigato.broker.bind=",
					"pigato.worker.auto-startup=false", "pigato.client.auto-startup=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(LocalBrokerPort.class)
				.doesNotHaveBean(PigatoStubs.class));
	}

	/**
	 * A context is ready before its workers have registered, and they have once one of
	 * them answers.
	 */
	private static int workersOnceOneHasAnswered(Configured test) {
		assertThat(test.pigato.request("price", "tea", Integer.class)).isEqualTo(3);
		return test.broker.broker().snapshot().workers();
	}

	private static <T> T prepared(T test) throws Exception {
		new TestContextManager(test.getClass()).prepareTestInstance(test);
		return test;
	}

	@SpringBootTest(classes = Shop.class,
			properties = { "pigato.enabled=false", "pigato.endpoint=tcp://192.0.2.1:1",
					"pigato.broker.bind=tcp://192.0.2.1:1", "pigato.broker.internal-channel=tcp://192.0.2.1:2" })
	@AutoConfigureTestPigato
	static class Configured {

		@Autowired
		ApplicationContext context;

		@Autowired
		PigatoClient pigato;

		@Autowired
		PigatoBrokerLifecycle broker;

	}

	static class AlsoConfigured extends Configured {

	}

	@SpringBootTest(classes = Shop.class, properties = "other=true")
	@AutoConfigureTestPigato
	static class Other extends Configured {

	}

	@SpringBootTest(classes = Shop.class)
	@OverrideAutoConfiguration(enabled = false)
	@AutoConfigureTestPigato
	static class Slice extends Configured {

	}

	@SpringBootTest(classes = Shop.class,
			properties = { "pigato.broker.embedded=true", "pigato.broker.bind=tcp://127.0.0.1:0" })
	static class OnAPort {

		@LocalPigatoBrokerPort
		int port;

		@Autowired
		ApplicationContext context;

		@Autowired
		PigatoBrokerLifecycle broker;

	}

}
