package io.pigato.samples.web;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import io.pigato.PigatoServiceException;
import io.pigato.spring.annotation.PigatoService;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The services, which run in a process of their own. */
// tag::services[]
@Component
@Profile("services")
class PriceServices {

	private final Duration interval;

	PriceServices(@Value("${prices.interval:500ms}") Duration interval) {
		this.interval = interval;
	}

	@PigatoService("price")
	Price price(String symbol) {
		if (symbol.isBlank() || symbol.length() > 8) {
			throw new PigatoServiceException("E_SYMBOL", "A symbol has 1 to 8 letters");
		}
		return new Price(symbol, BigDecimal.valueOf(10_000 + symbol.hashCode() % 1_000, 2));
	}

	@PigatoService("prices")
	Stream<Price> prices(String symbol) {
		return Stream.iterate(price(symbol), this::next);
	}

	private Price next(Price price) {
		LockSupport.parkNanos(this.interval.toNanos());
		return new Price(price.symbol(), price.amount().add(new BigDecimal("0.25")));
	}

}
// end::services[]
