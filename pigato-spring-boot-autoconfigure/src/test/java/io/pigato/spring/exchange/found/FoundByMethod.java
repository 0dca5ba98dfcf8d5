package io.pigato.spring.exchange.found;

import io.pigato.spring.exchange.PigatoExchange;

public interface FoundByMethod {

	@PigatoExchange("echo")
	String echo(String text);

}
