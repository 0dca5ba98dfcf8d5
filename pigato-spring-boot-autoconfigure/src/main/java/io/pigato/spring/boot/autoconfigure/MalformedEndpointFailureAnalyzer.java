package io.pigato.spring.boot.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains that a property holds no endpoint. */
class MalformedEndpointFailureAnalyzer extends AbstractFailureAnalyzer<MalformedEndpointException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, MalformedEndpointException cause) {
		return new FailureAnalysis(
				"The property " + cause.property() + " holds '" + cause.value() + "', which is not an endpoint.",
				"Write tcp://host:port, for example tcp://127.0.0.1:55555. To listen, the host may be *, and the port 0 "
						+ "for any free one.",
				cause);
	}

}
