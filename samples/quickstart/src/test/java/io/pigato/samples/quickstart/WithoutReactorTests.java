package io.pigato.samples.quickstart;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.pigato.spring.exchange.ImportPigatoClients;
import io.pigato.spring.exchange.PigatoExchange;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/** The class path of this sample has no Reactor, which is as good as any. */
class WithoutReactorTests {

	@Test
	void interfacesWorkWithoutReactor() throws Exception {
		assertThat(ClassUtils.isPresent("reactor.core.publisher.Flux", null)).isFalse();
		assertThat(ClassUtils.isPresent("org.reactivestreams.Publisher", null)).isFalse();
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.run("--pigato.broker.bind=")) {
			Asking asking = context.getBean(Asking.class);
			assertThat(asking.echo("hi")).isEqualTo("hi");
			assertThat(asking.later("hi").get(30, TimeUnit.SECONDS)).isEqualTo("hi");
			try (Stream<Integer> numbers = asking.countdown(1)) {
				assertThat(numbers).containsExactly(1, 0);
			}
			assertThat(context.containsBean("reactivePigatoClient")).isFalse();
		}
	}

	interface Asking {

		@PigatoExchange("echo")
		String echo(String text);

		@PigatoExchange("echo")
		CompletableFuture<String> later(String text);

		@PigatoExchange("countdown")
		Stream<Integer> countdown(int from);

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@ImportPigatoClients(Asking.class)
	@Import(Services.class)
	static class Application {

	}

}
