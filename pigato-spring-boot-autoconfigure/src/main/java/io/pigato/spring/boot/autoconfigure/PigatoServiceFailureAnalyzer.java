package io.pigato.spring.boot.autoconfigure;

import io.pigato.spring.worker.PigatoServiceDefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains that a service is offered twice, or by a method that cannot offer one.
 */
class PigatoServiceFailureAnalyzer extends AbstractFailureAnalyzer<PigatoServiceDefinitionException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, PigatoServiceDefinitionException cause) {
		return new FailureAnalysis(cause.problem(), cause.remedy(), cause);
	}

}
