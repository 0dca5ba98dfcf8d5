package io.pigato.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.pigato.client.ClientListener;
import io.pigato.client.PigatoClient;
import io.pigato.spring.exchange.ImportPigatoClients;
import io.pigato.spring.exchange.PigatoExchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/** What users of clients are told when something is wrong. */
class ClientMistakesTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PigatoAutoConfiguration.class, PigatoBrokerAutoConfiguration.class,
				PigatoClientAutoConfiguration.class, PigatoWorkerAutoConfiguration.class));

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void anInterfaceThatCannotWorkIsExplained(CapturedOutput output) {
		SpringApplication spring = new SpringApplication(Mistaken.class);
		spring.setWebApplicationType(WebApplicationType.NONE);
		assertThatException().isThrownBy(spring::run);
		assertThat(output.getOut()).contains(String.join(System.lineSeparator(), "Description:", "",
				"Method prices(String, String) of " + Mistake.class.getName() + " takes more than one payload.", "",
				"Action:", "", "Put what is to be sent into one record; headers are marked @PigatoHeader, and a "
						+ "worker's id @PigatoTarget.",
				""));
	}

	@Test
	void aCallThatWaitsOnTheLoopIsRefusedWithAMessage() {
		this.runner.withUserConfiguration(AskingOnTheLoop.class).run((context) -> {
			context.getBean(PigatoClient.class).start();
			AtomicReference<Throwable> thrown = context.getBean(AskingOnTheLoop.class).thrown;
			Awaitility.await().atMost(LONG).untilAtomic(thrown, org.hamcrest.Matchers.notNullValue());
			assertThat(thrown.get()).isInstanceOf(IllegalStateException.class)
				.hasMessageContaining("runs a callback of a client or its loop and must not wait for a reply");
		});
	}

	@Test
	void whereTheBrokerIsIsAskedAtEachAttemptToConnectAndNotBefore() {
		this.runner.withUserConfiguration(CountingDetails.class)
			.withPropertyValues("pigato.client.reconnect-delay=5ms", "pigato.client.reconnect-max-delay=5ms",
					"pigato.endpoint=tcp://10.0.0.1:1", "pigato.broker.embedded=true", "pigato.broker.bind=")
			.run((context) -> {
				AtomicInteger asked = context.getBean(CountingDetails.class).asked;
				PigatoClient client = context.getBean(PigatoClient.Builder.class).build();
				assertThat(client.isConnected()).isFalse();
				Awaitility.await().atMost(LONG).untilAtomic(asked, org.hamcrest.Matchers.greaterThan(3));
				assertThat(client.lastError()).isPresent();
			});
	}

	@Test
	void theListenerOfABuilderIsToldBesideTheEvents() {
		CompletableFuture<String> started = new CompletableFuture<>();
		this.runner.run((context) -> {
			PigatoClient client = context.getBean(PigatoClient.Builder.class).listener(new ClientListener() {

				@Override
				public void onStart() {
					started.complete("started");
				}

			}).build();
			client.start();
			assertThat(started).succeedsWithin(LONG);
		});
	}

	interface Mistake {

		@PigatoExchange("prices")
		String prices(String from, String to);

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@ImportPigatoClients(Mistake.class)
	static class Mistaken {

	}

	@Configuration(proxyBeanMethods = false)
	static class AskingOnTheLoop {

		private final AtomicReference<Throwable> thrown = new AtomicReference<>();

		@Bean
		PigatoConnectionDetails details(ObjectProvider<PigatoClient> client) {
			return () -> {
				try {
					client.getObject().request("where", null, String.class);
				}
				catch (RuntimeException ex) {
					this.thrown.set(ex);
				}
				return "tcp://127.0.0.1:1";
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CountingDetails {

		private final AtomicInteger asked = new AtomicInteger();

		@Bean
		PigatoConnectionDetails details() {
			return () -> {
				this.asked.incrementAndGet();
				return "tcp://127.0.0.1:1";
			};
		}

	}

}
