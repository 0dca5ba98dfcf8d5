package io.pigato.spring.exchange;

import java.util.List;

import io.pigato.client.PigatoClient;
import org.jspecify.annotations.Nullable;
import org.springframework.core.KotlinDetector;
import org.springframework.util.StringValueResolver;

/** A method that is a request. */
record ExchangeMethod(ExchangeAttributes attributes, List<ExchangeParameter> parameters, ExchangeResult result) {

	static ExchangeMethod of(ExchangeOrigin origin, StringValueResolver values) {
		if (KotlinDetector.isSuspendingFunction(origin.method())) {
			throw origin.problem("is a suspending function of Kotlin",
					"Return a CompletableFuture, or with Reactor on the class path a Mono, and await it");
		}
		return new ExchangeMethod(ExchangeAttributes.of(origin, values), ExchangeParameters.of(origin),
				ExchangeResults.of(origin));
	}

	@Nullable Object invoke(PigatoClient client, @Nullable Object[] arguments) {
		PigatoClient.RequestSpec request = client.service(this.attributes.service());
		this.attributes.applyTo(request);
		for (int i = 0; i < arguments.length; i++) {
			this.parameters.get(i).applyTo(request, arguments[i]);
		}
		return this.result.retrieve(request.retrieve());
	}

}
