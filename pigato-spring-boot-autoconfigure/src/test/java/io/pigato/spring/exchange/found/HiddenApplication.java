package io.pigato.spring.exchange.found;

import java.util.function.Supplier;

import io.pigato.client.PigatoClient;
import io.pigato.spring.exchange.ImportPigatoClients;
import io.pigato.spring.exchange.PigatoExchange;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application whose interface nobody sees beyond its package. */
@Configuration(proxyBeanMethods = false)
@ImportPigatoClients(HiddenApplication.Hidden.class)
public class HiddenApplication {

	@Bean
	PigatoClient client() {
		return PigatoClient.builder().endpoint("tcp://127.0.0.1:1").build();
	}

	@Bean
	Supplier<String> uses(Hidden hidden) {
		return () -> hidden.described("the", "proxy");
	}

	interface Hidden {

		@PigatoExchange("hidden")
		String ask();

		default String described(String... words) {
			return String.join(" ", words) + " of " + this;
		}

	}

}
