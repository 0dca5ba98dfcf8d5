package io.pigato.samples.snippets;

import io.pigato.spring.exchange.PigatoExchange;

interface Stock {

	@PigatoExchange("stock")
	int stock(String article);

}
