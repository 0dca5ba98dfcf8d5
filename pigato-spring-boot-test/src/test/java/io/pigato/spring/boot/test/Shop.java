package io.pigato.spring.boot.test;

import java.util.List;
import java.util.stream.Stream;

import io.pigato.client.PigatoClient;
import io.pigato.spring.annotation.PigatoService;
import io.pigato.spring.worker.PigatoWorkerBuilderCustomizer;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** An application under test: offers one service, and asks others for two. */
@SpringBootConfiguration
@EnableAutoConfiguration
class Shop {

	private final PigatoClient pigato;

	Shop(PigatoClient pigato) {
		this.pigato = pigato;
	}

	@PigatoService(value = "price", id = "price")
	int price(String article) {
		return article.length();
	}

	@Bean
	static PigatoWorkerBuilderCustomizer priceConcurrency() {
		return (builder, service) -> {
			if (service.id().equals("price")) {
				builder.concurrency(2);
			}
		};
	}

	String greet(String name) {
		return String.valueOf(this.pigato.request("greet", name, String.class));
	}

	List<Integer> stock(String article) {
		try (Stream<Integer> stock = this.pigato.service("stock").data(article).retrieve().stream(Integer.class)) {
			return stock.toList();
		}
	}

}
