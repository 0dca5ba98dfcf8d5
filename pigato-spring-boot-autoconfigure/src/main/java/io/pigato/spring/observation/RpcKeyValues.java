package io.pigato.spring.observation;

import java.util.Set;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.pigato.ErrorCodes;
import io.pigato.PigatoRemoteException;
import io.pigato.PigatoServiceException;
import io.pigato.PigatoServiceUnavailableException;
import io.pigato.PigatoTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of OpenTelemetry's conventions for remote procedure calls, version 1.40.
 */
final class RpcKeyValues {

	private static final String OTHER = "other";

	/** Codes of PIGATO's own. Those of applications are too many for a label. */
	private static final Set<String> CODES = Set.of(ErrorCodes.WORKER_LOST, ErrorCodes.QUEUE_FULL,
			ErrorCodes.TARGET_NOT_FOUND, ErrorCodes.NO_WORKER, ErrorCodes.UNREACHABLE, ErrorCodes.SHUTDOWN,
			ErrorCodes.LIMIT, ErrorCodes.CANCELLED, ErrorCodes.INTERNAL, ErrorCodes.INVALID_PAYLOAD,
			ErrorCodes.VALIDATION, ErrorCodes.CLIENT_TIMEOUT);

	private RpcKeyValues() {
	}

	static KeyValues of(String service, RequestOutcome outcome, @Nullable Throwable error) {
		return KeyValues.of(KeyValue.of("rpc.system.name", "pigato"), KeyValue.of("rpc.method", service),
				KeyValue.of("rpc.response.status_code", status(outcome, error)),
				KeyValue.of("error.type", type(error)));
	}

	private static String status(RequestOutcome outcome, @Nullable Throwable error) {
		if (error == null) {
			return (outcome == RequestOutcome.SUCCESS) ? "OK" : outcome.label();
		}
		String code = code(error);
		return (code == null || !CODES.contains(code)) ? OTHER : code;
	}

	private static @Nullable String code(Throwable error) {
		if (error instanceof PigatoRemoteException remote) {
			return remote.code();
		}
		if (error instanceof PigatoServiceUnavailableException unavailable) {
			return unavailable.code();
		}
		if (error instanceof PigatoTimeoutException) {
			return ErrorCodes.CLIENT_TIMEOUT;
		}
		return (error instanceof PigatoServiceException meant) ? meant.code() : null;
	}

	private static String type(@Nullable Throwable error) {
		return (error != null) ? error.getClass().getName() : KeyValue.NONE_VALUE;
	}

}
