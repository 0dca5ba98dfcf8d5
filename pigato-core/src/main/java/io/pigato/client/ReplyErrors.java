package io.pigato.client;

import io.pigato.ErrorCodes;
import io.pigato.PigatoCancelledException;
import io.pigato.PigatoException;
import io.pigato.PigatoPayloadException;
import io.pigato.PigatoRemoteException;
import io.pigato.PigatoServiceUnavailableException;
import io.pigato.internal.protocol.ErrorData;
import io.pigato.internal.protocol.ReplyBody;
import io.pigato.internal.protocol.ReplyError;
import io.pigato.internal.protocol.ReplyOptions;
import io.pigato.payload.PayloadCodec;
import org.jspecify.annotations.Nullable;

/** Which exception an error on the wire becomes. */
final class ReplyErrors {

	private static final String BROKER_PREFIX = "B_";

	private ReplyErrors() {
	}

	static PigatoException of(String service, ReplyBody body, PayloadCodec codec) {
		String text = ErrorData.text(body.data());
		ReplyError error = ReplyOptions.read(body.options()).error();
		if (error != null) {
			String message = (error.message() != null) ? error.message() : text;
			return of(service, error.code(), message, details(error, codec));
		}
		boolean known = text.startsWith(BROKER_PREFIX) || text.equals(ErrorCodes.CANCELLED);
		return of(service, known ? text : ErrorCodes.INTERNAL, text, null);
	}

	private static PigatoException of(String service, String code, String message, @Nullable Object details) {
		if (code.equals(ErrorCodes.CANCELLED)) {
			return new PigatoCancelledException("The request to service '" + service + "' was cancelled");
		}
		if (code.startsWith(BROKER_PREFIX)) {
			return new PigatoServiceUnavailableException(code,
					"The broker has no reply from service '" + service + "': " + message + " (" + code + ")");
		}
		return new PigatoRemoteException(code, message, details);
	}

	private static @Nullable Object details(ReplyError error, PayloadCodec codec) {
		try {
			return (error.details() != null) ? codec.decode(error.details().array(), Object.class) : null;
		}
		catch (PigatoPayloadException ex) {
			return null;
		}
	}

}
