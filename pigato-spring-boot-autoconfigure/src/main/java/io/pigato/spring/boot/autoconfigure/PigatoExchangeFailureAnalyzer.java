package io.pigato.spring.boot.autoconfigure;

import io.pigato.spring.exchange.PigatoExchangeDefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains that an interface of requests is written in a way that cannot work. */
class PigatoExchangeFailureAnalyzer extends AbstractFailureAnalyzer<PigatoExchangeDefinitionException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, PigatoExchangeDefinitionException cause) {
		return new FailureAnalysis(cause.problem(), cause.remedy(), cause);
	}

}
