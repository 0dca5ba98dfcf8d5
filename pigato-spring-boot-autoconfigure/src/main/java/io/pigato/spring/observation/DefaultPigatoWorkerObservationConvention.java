package io.pigato.spring.observation;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.pigato.spring.observation.PigatoObservation.LowCardinality;
import io.pigato.spring.observation.PigatoObservation.WorkerHighCardinality;
import io.pigato.worker.ServiceRequest;

/**
 * The default: {@code pigato.worker.request}, in traces {@code handle <service>}.
 *
 * @since 0.1.0
 */
public class DefaultPigatoWorkerObservationConvention implements PigatoWorkerObservationConvention {

	/** A convention. */
	public DefaultPigatoWorkerObservationConvention() {
		// has no state
	}

	@Override
	public String getName() {
		return "pigato.worker.request";
	}

	@Override
	public String getContextualName(PigatoWorkerObservationContext context) {
		return "handle " + context.getServiceLabel();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(PigatoWorkerObservationContext context) {
		return KeyValues.of(KeyValue.of(LowCardinality.SERVICE, context.getServiceLabel()),
				KeyValue.of(LowCardinality.OUTCOME, context.getOutcome().label()));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(PigatoWorkerObservationContext context) {
		ServiceRequest request = context.getRequest();
		return KeyValues.of(KeyValue.of(WorkerHighCardinality.SERVICE, request.service()),
				KeyValue.of(WorkerHighCardinality.REQUEST, request.id()),
				KeyValue.of(WorkerHighCardinality.CLIENT, request.clientId()));
	}

}
