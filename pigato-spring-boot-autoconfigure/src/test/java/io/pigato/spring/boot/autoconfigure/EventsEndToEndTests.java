package io.pigato.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.pigato.client.PigatoClient;
import io.pigato.spring.annotation.PigatoService;
import io.pigato.spring.event.PigatoBrokerStartedEvent;
import io.pigato.spring.event.PigatoBrokerStoppedEvent;
import io.pigato.spring.event.PigatoClientConnectedEvent;
import io.pigato.spring.event.PigatoClientDisconnectedEvent;
import io.pigato.spring.event.PigatoEvent;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;

/** What an application is told of its broker and clients while it runs. */
class EventsEndToEndTests {

	@Test
	void startsAndConnectionsAreToldInOrderThroughRestartsAndTheCloseIsSilent() {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.properties("pigato.broker.embedded=true", "pigato.broker.bind=tcp://127.0.0.1:0",
					"spring.main.banner-mode=off", "spring.main.log-startup-info=false")
			.run();
		Application application = context.getBean(Application.class);
		await(application, "broker started", "connected");
		assertThat(application.source).isSameAs(context.getBean(PigatoClient.class));
		assertThat(application.endpoints).hasSize(2).element(1).asString().startsWith("tcp://127.0.0.1:");
		for (int i = 0; i < 3; i++) {
			application.told.clear();
			context.stop();
			await(application, "disconnected", "broker stopped");
			application.told.clear();
			context.start();
			await(application, "broker started", "connected");
		}
		application.told.clear();
		context.pause();
		context.restart();
		await(application, "disconnected", "connected");
		application.told.clear();
		context.close();
		assertThat(application.told).isEmpty();
		assertThat(application.threads).isNotEmpty().allMatch((name) -> name.startsWith("pigato-callback-"));
		assertThat(application.answers).isNotEmpty().containsOnly("from a listener");
	}

	private static void await(Application application, String... lines) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(application.told).containsExactly(lines));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		private final List<String> told = new CopyOnWriteArrayList<>();

		private final List<String> threads = new CopyOnWriteArrayList<>();

		private final List<String> answers = new CopyOnWriteArrayList<>();

		private volatile List<String> endpoints;

		private volatile Object source;

		@Bean
		String usesTheClient(PigatoClient client) {
			return client.toString();
		}

		@PigatoService("echo")
		String echo(String text) {
			return text;
		}

		@EventListener
		void note(PigatoEvent event) {
			this.threads.add(Thread.currentThread().getName());
			if (event instanceof PigatoBrokerStartedEvent started) {
				this.endpoints = started.getEndpoints();
				this.told.add("broker started");
			}
			else if (event instanceof PigatoBrokerStoppedEvent) {
				this.told.add("broker stopped");
			}
			else if (event instanceof PigatoClientConnectedEvent connected) {
				this.source = connected.getClient();
				this.answers.add(connected.getClient().request("echo", "from a listener", String.class));
				this.told.add("connected");
			}
			else if (event instanceof PigatoClientDisconnectedEvent disconnected) {
				assertThat(disconnected.getReason()).isNotEmpty();
				this.told.add("disconnected");
			}
		}

	}

}
