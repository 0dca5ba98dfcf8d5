package io.pigato.samples.snippets;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.pigato.client.PigatoClient;
import io.pigato.spring.lifecycle.PigatoBrokerLifecycle;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/** What the README says of clients works. */
class SnippetsTests {

	@Test
	void whatTheReadmeShowsOfClientsWorks() throws Exception {
		try (ConfigurableApplicationContext warehouse = run(Warehouse.class);
				ConfigurableApplicationContext shop = run(Shop.class, "warehouse.endpoint=" + port(warehouse))) {
			Forms forms = shop.getBean(Forms.class);
			assertThat(forms.now("Ann")).isEqualTo("en Ann for shop");
			assertThat(forms.later(2).get(30, TimeUnit.SECONDS)).containsExactly(2, 1, 0);
			assertThat(forms.sum(3)).isEqualTo(6);
			assertThat(forms.reactive(1).collectList().block(Duration.ofSeconds(30))).containsExactly(1, 0);
			Countdown countdown = shop.getBean(Countdown.class);
			try (Stream<Integer> numbers = countdown.countdown(1)) {
				assertThat(numbers).containsExactly(1, 0);
			}
			assertThat(countdown.greet("Bo", "sv").block(Duration.ofSeconds(30))).isEqualTo("sv Bo for shop");
			String worker = shop.getBean(PigatoClient.class).directory("greet").get(30, TimeUnit.SECONDS).get(0);
			assertThat(countdown.greet("Cy", worker, Duration.ofSeconds(20))).contains("? Cy for shop");
			assertThat(shop.getBean(Stock.class).stock("ball")).isEqualTo(4);
			assertThat(shop.getBean("impatient", PigatoClient.class).request("numbers", 0, int[].class)).hasSize(1);
			assertThat(shop.getBean(Timing.class).slowest()).containsKeys("greet", "numbers", "countdown", "stock");
			Awaitility.await().atMost(Duration.ofSeconds(30)).until(shop.getBean(ConnectionLight.class)::isGreen);
		}
	}

	private static ConfigurableApplicationContext run(Class<?> application, String... properties) {
		return new SpringApplicationBuilder(application).web(WebApplicationType.NONE)
			.properties("pigato.broker.embedded=true", "pigato.broker.bind=tcp://127.0.0.1:0",
					"spring.main.banner-mode=off")
			.properties(properties)
			.run();
	}

	private static String port(ConfigurableApplicationContext application) {
		return application.getBean(PigatoBrokerLifecycle.class).broker().endpoints().get(1);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(SnippetServices.class)
	static class Warehouse {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ ClientConfiguration.class, Forms.class, Timing.class, ConnectionLight.class, SnippetServices.class })
	static class Shop {

	}

}
