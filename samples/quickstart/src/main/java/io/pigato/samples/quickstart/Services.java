package io.pigato.samples.quickstart;

import java.util.stream.Stream;

import io.pigato.spring.annotation.PigatoService;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** What the application offers, unless it is only a client. */
@Profile("!client")
// tag::services[]
@Component
class Services {

	@PigatoService("echo")
	String echo(String text) {
		return text;
	}

	@PigatoService("countdown")
	Stream<Integer> countdown(int from) {
		return Stream.iterate(from, (n) -> n >= 0, (n) -> n - 1);
	}

}
// end::services[]
