package io.pigato.spring.boot.autoconfigure;

import io.pigato.PigatoBindException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains that the embedded broker could not bind an endpoint. */
class PigatoBindFailureAnalyzer extends AbstractFailureAnalyzer<PigatoBindException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, PigatoBindException cause) {
		return new FailureAnalysis("The embedded PIGATO broker did not start. " + cause.getMessage() + ".",
				"Stop what listens there, which may be another start of this application, or let the broker listen "
						+ "elsewhere: pigato.broker.bind takes a list of endpoints, with port 0 for any free port; "
						+ "left empty, only this application itself reaches the broker. "
						+ "pigato.broker.internal-channel takes one endpoint; left out, there is no such channel.",
				cause);
	}

}
