package io.pigato.samples.snippets;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

import io.pigato.spring.annotation.PigatoHeader;
import io.pigato.spring.exchange.PigatoExchange;
import io.pigato.spring.exchange.PigatoTarget;
import reactor.core.publisher.Mono;

// tag::exchange[]
@PigatoExchange(timeout = "${countdown.timeout:5s}", retry = true)
interface Countdown {

	@PigatoExchange("countdown")
	Stream<Integer> countdown(int from);

	@PigatoExchange("greet")
	Mono<String> greet(String name, @PigatoHeader("language") String language);

	@PigatoExchange("greet")
	Optional<String> greet(String name, @PigatoTarget String worker, Duration timeout);

}
// end::exchange[]
