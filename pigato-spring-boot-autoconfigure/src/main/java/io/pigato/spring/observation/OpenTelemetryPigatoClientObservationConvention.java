package io.pigato.spring.observation;

import io.micrometer.common.KeyValues;

/**
 * OpenTelemetry's names for remote procedure calls: {@code rpc.client.call.duration} with
 * {@code rpc.system.name}, {@code rpc.method}, {@code rpc.response.status_code} and
 * {@code error.type}. To be declared as a bean. The status is {@code OK}, a code of
 * {@link io.pigato.ErrorCodes}, or {@code other}.
 *
 * @since 0.1.0
 */
public class OpenTelemetryPigatoClientObservationConvention extends DefaultPigatoClientObservationConvention {

	/** A convention. */
	public OpenTelemetryPigatoClientObservationConvention() {
		// has no state
	}

	@Override
	public String getName() {
		return "rpc.client.call.duration";
	}

	@Override
	public String getContextualName(PigatoClientObservationContext context) {
		return context.getServiceLabel();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(PigatoClientObservationContext context) {
		return RpcKeyValues.of(context.getServiceLabel(), context.getOutcome(), context.getError());
	}

}
