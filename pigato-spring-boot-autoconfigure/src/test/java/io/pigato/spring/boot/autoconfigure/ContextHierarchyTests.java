package io.pigato.spring.boot.autoconfigure;

import java.util.concurrent.Executor;

import io.pigato.PigatoClosedException;
import io.pigato.client.PigatoClient;
import io.pigato.spring.annotation.PigatoService;
import io.pigato.spring.lifecycle.ManagedPigatoWorker;
import io.pigato.spring.lifecycle.PigatoBrokerLifecycle;
import io.pigato.spring.lifecycle.PigatoWorkerRegistry;
import org.junit.jupiter.api.AfterEach;
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

	private ConfigurableApplicationContext above;

	private ConfigurableApplicationContext below;

	@AfterEach
	void close() {
		this.below.close();
		this.above.close();
	}

	@Test
	void eachContextOffersItsOwnServices(CapturedOutput output) {
		run("pigato.worker.services[above].concurrency=3");
		PigatoClient client = this.below.getBean(PigatoClient.class);
		assertThat(client.request("above", null, String.class)).isEqualTo("from above");
		assertThat(client.request("below", null, String.class)).isEqualTo("from below");
		assertThat(this.below.getBean(PigatoWorkerRegistry.class).workers()).extracting(ManagedPigatoWorker::id)
			.containsExactly("below");
		assertThat(this.above.getBean(PigatoWorkerRegistry.class).workers()).extracting(ManagedPigatoWorker::id)
			.containsExactly("above");
		assertThat(this.below.getBeansOfType(PigatoBrokerLifecycle.class)).isEmpty();
		assertThat(output).doesNotContain("No service of this application has the id");
	}

	@Test
	void aClosedContextTakesItsServicesAlong() {
		run();
		ManagedPigatoWorker worker = this.below.getBean(PigatoWorkerRegistry.class).get("below");
		this.below.close();
		assertThat(worker.isRunning()).isFalse();
		assertThat(this.above.getBean(PigatoClient.class).request("above", null, String.class)).isEqualTo("from above");
	}

	@Test
	void aBuiltClientDoesNotConnectAfterItsContextHasClosed() {
		run("pigato.client.auto-startup=false");
		PigatoClient built = this.below.getBean(PigatoClient.Builder.class).build();
		assertThat(built.request("above", null, String.class)).isEqualTo("from above");
		close();
		assertThatExceptionOfType(PigatoClosedException.class)
			.isThrownBy(() -> built.service("above").retrieve().future(String.class));
	}

	private void run(String... properties) {
		this.below = new SpringApplicationBuilder(Above.class)
			.properties("pigato.broker.embedded=true", "pigato.broker.bind=", "spring.main.banner-mode=off")
			.properties(properties)
			.child(Below.class)
			.run();
		this.above = (ConfigurableApplicationContext) this.below.getParent();
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
