package io.pigato.spring.exchange.found;

import io.pigato.spring.exchange.PigatoExchange;

@PigatoExchange("echo")
public interface FoundByType {

	String echo(String text);

}
