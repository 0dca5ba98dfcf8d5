package io.pigato.spring.lifecycle;

import java.util.ArrayList;
import java.util.List;

import io.pigato.spring.client.PigatoClientInterceptor;

/** The interceptors of a client, called in order. */
record Interceptions(List<PigatoClientInterceptor> interceptors) {

	static final Interceptions NONE = new Interceptions(List.of());

	/**
	 * Shows a request to all.
	 * @param request to be looked at and changed
	 * @return who is told of its outcome
	 */
	ObservedOutcome begin(PigatoClientInterceptor.Request request) {
		if (this.interceptors.isEmpty()) {
			return ObservedOutcome.ofNobody();
		}
		List<PigatoClientInterceptor.Outcome> outcomes = new ArrayList<>(this.interceptors.size());
		for (PigatoClientInterceptor interceptor : this.interceptors) {
			try {
				outcomes.add(0, outcome(interceptor, request));
			}
			catch (Throwable ex) {
				new ObservedOutcome(outcomes).failed(ex);
				throw ex;
			}
		}
		return new ObservedOutcome(outcomes);
	}

	private static PigatoClientInterceptor.Outcome outcome(PigatoClientInterceptor interceptor,
			PigatoClientInterceptor.Request request) {
		PigatoClientInterceptor.Outcome outcome = interceptor.intercept(request);
		if (outcome == null) {
			throw new IllegalStateException("The interceptor " + interceptor.getClass().getName()
					+ " has returned null; Outcome.IGNORED is for nobody who is told of the outcome");
		}
		return outcome;
	}

}
