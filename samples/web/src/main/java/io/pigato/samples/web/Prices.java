package io.pigato.samples.web;

import io.pigato.spring.exchange.PigatoExchange;
import reactor.core.publisher.Flux;

/** The services as the web application sees them. */
// tag::client[]
interface Prices {

	@PigatoExchange(service = "price", timeout = "2s")
	Price price(String symbol);

	@PigatoExchange("prices")
	Flux<Price> prices(String symbol);

}
// end::client[]
