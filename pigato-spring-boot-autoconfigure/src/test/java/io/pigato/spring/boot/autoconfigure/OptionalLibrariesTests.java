package io.pigato.spring.boot.autoconfigure;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.pigato.client.PigatoClient;
import io.pigato.spring.annotation.PigatoService;
import io.pigato.spring.worker.PigatoServiceRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Services without Reactor, Reactive Streams, Jakarta Validation, Actuator and Micrometer
 * on the class path.
 */
class OptionalLibrariesTests {

	private static final List<String> OPTIONAL = List.of("reactor-", "reactive-streams", "rxjava",
			"jakarta.validation-api", "hibernate-validator", "spring-boot-validation", "spring-boot-health",
			"spring-boot-actuator", "spring-boot-micrometer", "spring-boot-opentelemetry", "micrometer-",
			"context-propagation", "opentelemetry-");

	@Test
	void servicesAreFoundWhereTheClassLoaderHidesThem() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(PigatoAutoConfiguration.class, PigatoWorkerAutoConfiguration.class))
			.withPropertyValues("pigato.worker.auto-startup=false")
			.withClassLoader(
					new FilteredClassLoader("reactor", "org.reactivestreams", "io.reactivex", "jakarta.validation"))
			.withUserConfiguration(Serving.class)
			.run((context) -> assertThat(context.getBean(PigatoServiceRegistry.class).registrations()).hasSize(2));
	}

	@Test
	void servicesWorkWhereTheyAreNotThereAtAll() throws Exception {
		String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> OPTIONAL.stream().noneMatch(Path.of(entry).getFileName().toString()::startsWith))
			.collect(Collectors.joining(File.pathSeparator));
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				classPath, Main.class.getName())
			.redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
		assertThat(output.lines()).contains("Reactor is missing", "echo: hi", "numbers: [1, 2]");
		assertThat(process.exitValue()).isZero();
	}

	/** Asks its own services. */
	static class Main {

		public static void main(String[] args) {
			try {
				Class.forName("reactor.core.publisher.Flux");
			}
			catch (ClassNotFoundException ex) {
				System.out.println("Reactor is missing");
			}
			try (ConfigurableApplicationContext application = SpringApplication.run(Serving.class,
					"--pigato.broker.embedded=true", "--pigato.broker.bind=")) {
				PigatoClient client = application.getBean(PigatoClient.class);
				System.out.println("echo: " + client.request("echo", "hi", String.class));
				try (Stream<Integer> numbers = client.service("numbers").retrieve().stream(int.class)) {
					System.out.println("numbers: " + numbers.toList());
				}
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Serving {

		@PigatoService("echo")
		String echo(String text) {
			return text;
		}

		@PigatoService("numbers")
		Flow.Publisher<Integer> numbers() {
			return (subscriber) -> subscriber.onSubscribe(new Numbers(subscriber));
		}

	}

	/** Publishes 1 and 2, one when asked for. */
	static final class Numbers implements Flow.Subscription {

		private final Flow.Subscriber<? super Integer> subscriber;

		private int last;

		Numbers(Flow.Subscriber<? super Integer> subscriber) {
			this.subscriber = subscriber;
		}

		@Override
		public void request(long elements) {
			if (this.last == 2) {
				this.subscriber.onComplete();
			}
			else {
				this.subscriber.onNext(++this.last);
			}
		}

		@Override
		public void cancel() {
			this.last = 2;
		}

	}

}
