package io.pigato.spring.boot.autoconfigure;

import java.util.concurrent.Executor;

import io.pigato.PigatoClosedException;
import io.pigato.client.PigatoClient;
import io.pigato.spring.annotation.PigatoService;
import io.pigato.spring.lifecycle.ManagedPigatoWorker;
import io.pigato.spring.lifecycle.PigatoBrokerLifecycle;
import io.pigato.spring.lifecycle.PigatoWorkerRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A context above another: one broker, one client, and the services of both. */
@ExtendWith(OutputCaptureExtension.class)
class ContextHierarchyTests {

	@Test
	void eachContextOffersItsOwnServices(CapturedOutput output) {
		try (ConfigurableApplicationContext child = run("pigato.worker.services[above].concurrency=3")) {
			PigatoClient client = child.getBean(PigatoClient.class);
			assertThat(client.request("above", null, String.class)).isEqualTo("from above");
			assertThat(client.request("below", null, String.class)).isEqualTo("from below");
			assertThat(child.getBean(PigatoWorkerRegistry.class).workers()).extracting(ManagedPigatoWorker::id)
				.containsExactly("below");
			assertThat(child.getParent().getBean(PigatoWorkerRegistry.class).workers())
				.extracting(ManagedPigatoWorker::id)
				.containsExactly("above");
			assertThat(child.getBeansOfType(PigatoBrokerLifecycle.class)).isEmpty();
			assertThat(output).doesNotContain("No service of this application has the id");
		}
	}

	@Test
	void aClosedChildTakesItsServicesAlong() {
		ConfigurableApplicationContext child = run();
		ConfigurableApplicationContext parent = (ConfigurableApplicationContext) child.getParent();
		ManagedPigatoWorker below = child.getBean(PigatoWorkerRegistry.class).get("below");
		child.close();
		assertThat(below.isRunning()).isFalse();
		assertThat(parent.getBean(PigatoClient.class).request("above", null, String.class)).isEqualTo("from above");
		parent.close();
	}

	@Test
	void aBuiltClientDoesNotConnectAfterItsContextHasClosed() {
		ConfigurableApplicationContext child = run("pigato.client.auto-startup=false");
		PigatoClient built = child.getBean(PigatoClient.Builder.class).build();
		assertThat(built.request("above", null, String.class)).isEqualTo("from above");
		child.close();
		((ConfigurableApplicationContext) child.getParent()).close();
		assertThatExceptionOfType(PigatoClosedException.class)
			.isThrownBy(() -> built.service("above").retrieve().future(String.class));
	}

	private static ConfigurableApplicationContext run(String... properties) {
		return new SpringApplicationBuilder(Above.class)
			.properties("pigato.broker.embedded=true", "pigato.broker.bind=", "spring.main.banner-mode=off")
			.properties(properties)
			.child(Below.class)
			.run();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Above {

		@PigatoService(name = "above", id = "above")
		String above() {
			return "from above";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Below {

		@PigatoService(name = "below", id = "below", executor = "belowThreads")
		String below() {
			return "from below";
		}

		@Bean
		Executor belowThreads() {
			return Runnable::run;
		}

	}

}
