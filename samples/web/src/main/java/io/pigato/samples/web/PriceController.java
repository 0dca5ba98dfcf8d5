package io.pigato.samples.web;

import io.pigato.PigatoException;
import io.pigato.PigatoRemoteException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/** What browsers ask. */
// tag::controller[]
@RestController
class PriceController {

	private final Prices prices;

	PriceController(Prices prices) {
		this.prices = prices;
	}

	@GetMapping("/price/{symbol}")
	Price price(@PathVariable String symbol) {
		return this.prices.price(symbol);
	}

	@GetMapping(path = "/prices/{symbol}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<Price> prices(@PathVariable String symbol) {
		return this.prices.prices(symbol);
	}

	@ExceptionHandler
	ProblemDetail failed(PigatoException failure) {
		HttpStatus status = (failure instanceof PigatoRemoteException) ? HttpStatus.BAD_REQUEST
				: HttpStatus.SERVICE_UNAVAILABLE;
		return ProblemDetail.forStatusAndDetail(status, failure.getMessage());
	}

}
// end::controller[]
