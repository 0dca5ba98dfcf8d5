package io.pigato.spring.snippets;

import java.util.List;

import io.pigato.spring.annotation.PigatoHeader;
import io.pigato.spring.annotation.PigatoService;
import io.pigato.worker.Reply;
import io.pigato.worker.ServiceRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

// tag::services[]
@Component
class ShopServices {

	record Order(@NotBlank String item, @Max(10) int amount) {

	}

	record Receipt(String customer, int amount) {

	}

	@PigatoService("order")
	Receipt order(@Valid Order order, @PigatoHeader String customer) {
		if (order.item().equals("moon")) {
			throw new SoldOutException(order.item());
		}
		return new Receipt(customer, order.amount());
	}

	@PigatoService("orders")
	Mono<Integer> orders(List<@Valid Order> orders) {
		return Flux.fromIterable(orders).reduce(0, (sum, order) -> sum + order.amount());
	}

	@PigatoService(name = "stock-*", concurrency = "${stock.concurrency:20}")
	Flux<String> stock(ServiceRequest request, @PigatoHeader("limit") @Nullable Integer limit) {
		String what = request.service().substring("stock-".length());
		return Flux.range(1, (limit != null) ? limit : 3).map((number) -> what + " " + number);
	}

	@PigatoService(name = "report@1.2.0", id = "report", executor = "reportThreads")
	void report(Customer customer, Reply reply) {
		reply.write("for " + customer.name());
		reply.end("done");
	}

}
// end::services[]
