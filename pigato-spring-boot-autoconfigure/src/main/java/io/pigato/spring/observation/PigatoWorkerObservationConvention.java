package io.pigato.spring.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names and keys of the observations of a worker's requests. A bean of this type takes
 * the place of {@link DefaultPigatoWorkerObservationConvention}. Low-cardinality keys
 * should take the service from {@link PigatoWorkerObservationContext#getServiceLabel()}.
 *
 * @since 0.1.0
 */
public interface PigatoWorkerObservationConvention extends ObservationConvention<PigatoWorkerObservationContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof PigatoWorkerObservationContext;
	}

}
