package io.pigato.spring.exchange;

import java.time.Duration;
import java.util.Map;

import io.pigato.client.PigatoClient;
import org.jspecify.annotations.Nullable;

/** What an argument of a method does to the request. */
@FunctionalInterface
interface ExchangeParameter {

	ExchangeParameter PAYLOAD = (request, argument) -> request.data(argument);

	ExchangeParameter TARGET = (request, argument) -> {
		if (argument != null) {
			request.worker((String) argument);
		}
	};

	ExchangeParameter TIMEOUT = (request, argument) -> {
		if (argument != null) {
			request.timeout((Duration) argument);
		}
	};

	ExchangeParameter HEADERS = (request, argument) -> {
		if (argument instanceof Map<?, ?> headers) {
			headers.forEach((name, value) -> header(String.valueOf(name)).applyTo(request, value));
		}
	};

	static ExchangeParameter header(String name) {
		return (request, argument) -> {
			if (argument != null) {
				request.header(name, argument.toString());
			}
		};
	}

	void applyTo(PigatoClient.RequestSpec request, @Nullable Object argument);

}
