package io.pigato.spring.exchange.found;

import io.pigato.spring.exchange.PigatoExchange;

public interface Crud<T> {

	@PigatoExchange("find")
	T find(String id);

}
