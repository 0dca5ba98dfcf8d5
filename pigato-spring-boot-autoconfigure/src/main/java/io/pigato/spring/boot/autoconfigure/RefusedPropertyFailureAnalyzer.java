package io.pigato.spring.boot.autoconfigure;

import java.util.Objects;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains that a property holds what cannot be. */
class RefusedPropertyFailureAnalyzer extends AbstractFailureAnalyzer<RefusedPropertyException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, RefusedPropertyException cause) {
		String reason = Objects.requireNonNull(cause.getCause()).getMessage();
		return new FailureAnalysis(
				"The property " + cause.property() + " holds '" + cause.value() + "', which is refused: " + reason
						+ ".",
				"Write a value within these bounds, or leave the property out, which has the default apply.", cause);
	}

}
