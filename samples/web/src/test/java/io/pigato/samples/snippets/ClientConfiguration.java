package io.pigato.samples.snippets;

import java.time.Duration;

import io.pigato.RequestOptions;
import io.pigato.client.PigatoClient;
import io.pigato.spring.client.PigatoClientBuilderCustomizer;
import io.pigato.spring.exchange.ImportPigatoClients;
import io.pigato.spring.exchange.PigatoClientGroupConfigurer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

// tag::clients[]
@Configuration(proxyBeanMethods = false)
@ImportPigatoClients(Countdown.class)
@ImportPigatoClients(group = "warehouse", types = Stock.class)
class ClientConfiguration {

	@Bean
	PigatoClientBuilderCustomizer patience() {
		return (builder) -> builder.reconnectDelay(Duration.ofMillis(200), Duration.ofSeconds(5));
	}

	@Bean
	PigatoClientGroupConfigurer warehouse(@Value("${warehouse.endpoint}") String endpoint) {
		return (groups) -> groups.filterByName("warehouse")
			.forEachClient((group, builder) -> builder.endpoint(endpoint));
	}

	@Bean(defaultCandidate = false)
	PigatoClient impatient(PigatoClient.Builder builder) {
		return builder.requestOptions(RequestOptions.DEFAULT.withTimeout(Duration.ofMillis(500))).build();
	}

}
// end::clients[]
