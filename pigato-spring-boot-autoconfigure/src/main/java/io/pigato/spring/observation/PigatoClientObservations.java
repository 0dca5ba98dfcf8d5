package io.pigato.spring.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.pigato.spring.client.PigatoClientInterceptor;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;

/**
 * Observes the requests of the application's clients, in whatever form their replies are
 * had, from when they are sent to their end. Safe for use by any thread.
 *
 * @since 0.1.0
 */
public final class PigatoClientObservations implements PigatoClientInterceptor, Ordered {

	/** Before interceptors of the application, which find the trace in the headers. */
	public static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 100;

	private static final PigatoClientObservationConvention DEFAULT = new DefaultPigatoClientObservationConvention();

	private final ObservationRegistry registry;

	private final @Nullable PigatoClientObservationConvention convention;

	private final ServiceLabels labels;

	/**
	 * Observes requests.
	 * @param registry is told
	 * @param convention names, or {@code null} for the default
	 * @param labels what stands for services in metrics
	 */
	public PigatoClientObservations(ObservationRegistry registry,
			@Nullable PigatoClientObservationConvention convention, ServiceLabels labels) {
		this.registry = registry;
		this.convention = convention;
		this.labels = labels;
	}

	@Override
	public Outcome intercept(Request request) {
		if (this.registry.isNoop()) {
			return Outcome.IGNORED;
		}
		PigatoClientObservationContext context = new PigatoClientObservationContext(request,
				this.labels.of(request.service()));
		Observation observation = PigatoObservation.CLIENT_REQUEST
			.observation(this.convention, DEFAULT, () -> context, this.registry)
			.start();
		return observation.isNoop() ? Outcome.IGNORED : new Observed(observation, context);
	}

	@Override
	public int getOrder() {
		return ORDER;
	}

	private record Observed(Observation observation, PigatoClientObservationContext context) implements Outcome {

		@Override
		public void succeeded() {
			end(RequestOutcome.SUCCESS);
		}

		@Override
		public void failed(Throwable error) {
			this.observation.error(error);
			end(RequestOutcome.ERROR);
		}

		@Override
		public void cancelled() {
			end(RequestOutcome.CANCELLED);
		}

		private void end(RequestOutcome outcome) {
			this.context.end(outcome);
			this.observation.stop();
		}

	}

}
