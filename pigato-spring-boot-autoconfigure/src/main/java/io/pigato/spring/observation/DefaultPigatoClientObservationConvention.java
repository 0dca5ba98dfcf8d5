package io.pigato.spring.observation;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.pigato.spring.observation.PigatoObservation.ClientHighCardinality;
import io.pigato.spring.observation.PigatoObservation.LowCardinality;

/**
 * The default: {@code pigato.client.request}, in traces {@code request <service>}.
 *
 * @since 0.1.0
 */
public class DefaultPigatoClientObservationConvention implements PigatoClientObservationConvention {

	/** A convention. */
	public DefaultPigatoClientObservationConvention() {
		// has no state
	}

	@Override
	public String getName() {
		return "pigato.client.request";
	}

	@Override
	public String getContextualName(PigatoClientObservationContext context) {
		return "request " + context.getServiceLabel();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(PigatoClientObservationContext context) {
		return KeyValues.of(KeyValue.of(LowCardinality.SERVICE, context.getServiceLabel()),
				KeyValue.of(LowCardinality.OUTCOME, context.getOutcome().label()));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(PigatoClientObservationContext context) {
		String worker = context.getOptions().workerId();
		return KeyValues.of(KeyValue.of(ClientHighCardinality.SERVICE, context.getService()),
				KeyValue.of(ClientHighCardinality.WORKER, (worker != null) ? worker : KeyValue.NONE_VALUE));
	}

}
