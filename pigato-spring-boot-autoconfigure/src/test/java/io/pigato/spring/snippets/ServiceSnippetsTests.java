package io.pigato.spring.snippets;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.pigato.ErrorCodes;
import io.pigato.PigatoRemoteException;
import io.pigato.client.PigatoClient;
import io.pigato.spring.lifecycle.ManagedPigatoWorker;
import io.pigato.spring.lifecycle.PigatoWorkerRegistry;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What the README says of services works. */
@SpringBootTest(properties = { "pigato.broker.embedded=true", "pigato.broker.bind=",
		"pigato.worker.services.report.concurrency=4" })
@DirtiesContext // closed at once, since other tests count threads
class ServiceSnippetsTests {

	@Autowired
	private PigatoClient client;

	@Autowired
	private PigatoWorkerRegistry workers;

	@Autowired
	private Maintenance maintenance;

	@Test
	void methodsTakeWhatTheReadmeSays() {
		assertThat(this.client.service("order")
			.data(Map.of("item", "tea", "amount", 3))
			.header("customer", "Ann")
			.retrieve()
			.body(Object.class)).isEqualTo(Map.of("customer", "Ann", "amount", 3));
		assertThat(this.client.request("orders", List.of(Map.of("item", "tea", "amount", 3)), int.class)).isEqualTo(3);
		try (Stream<String> stock = this.client.service("stock-tea")
			.header("limit", "2")
			.retrieve()
			.stream(String.class)) {
			assertThat(stock).containsExactly("tea 1", "tea 2");
		}
		assertThat(this.client.service("report@^1.0").header("customer", "Bo").retrieve().body(String.class))
			.isEqualTo("done");
		assertThat(this.client.request("shout", "hi", String.class)).isEqualTo("hi!");
		assertThat(this.client.request("single", null, String.class)).isEqualTo("single");
	}

	@Test
	void failuresAreToldAsTheReadmeSays() {
		assertRemote(() -> order("", 3), ErrorCodes.VALIDATION, "item must not be blank");
		assertRemote(() -> order("moon", 3), "SOLD_OUT", "no more moon");
		assertRemote(() -> this.client.request("order", Map.of("item", "tea", "amount", 3), Object.class),
				ErrorCodes.VALIDATION, "The header 'customer' is missing");
	}

	@Test
	void workersCanBeChangedAsTheReadmeSays() {
		assertThat(this.workers.get("report").concurrency()).isEqualTo(4);
		this.maintenance.begin();
		assertThat(this.workers.workers()).filteredOn(ManagedPigatoWorker::isPaused)
			.extracting(ManagedPigatoWorker::service)
			.containsExactly("report@1.2.0");
		assertThat(this.workers.get("shopServices.order").concurrency()).isEqualTo(2);
		this.maintenance.end();
		assertThat(this.workers.workers()).noneMatch(ManagedPigatoWorker::isPaused);
	}

	private Object order(String item, int amount) {
		return this.client.service("order")
			.data(Map.of("item", item, "amount", amount))
			.header("customer", "Ann")
			.retrieve()
			.body(Object.class);
	}

	private static void assertRemote(ThrowingCallable call, String code, String message) {
		assertThatExceptionOfType(PigatoRemoteException.class).isThrownBy(call)
			.withMessage(message)
			.satisfies((error) -> assertThat(error.code()).isEqualTo(code));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ ServiceConfiguration.class, CustomerResolver.class, Maintenance.class })
	static class Shop {

		@Bean
		ShopServices shopServices() {
			return new ShopServices();
		}

		@OneAtATime("single")
		String single() {
			return "single";
		}

	}

}
