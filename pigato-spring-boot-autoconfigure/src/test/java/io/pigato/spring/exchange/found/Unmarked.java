package io.pigato.spring.exchange.found;

public interface Unmarked {

	String echo(String text);

}
