package io.pigato.spring.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names and keys of the observations of a client's requests. A bean of this type takes
 * the place of {@link DefaultPigatoClientObservationConvention}. Low-cardinality keys
 * should take the service from {@link PigatoClientObservationContext#getServiceLabel()}.
 *
 * @since 0.1.0
 */
public interface PigatoClientObservationConvention extends ObservationConvention<PigatoClientObservationContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof PigatoClientObservationContext;
	}

}
