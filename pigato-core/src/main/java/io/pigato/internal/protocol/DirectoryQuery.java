package io.pigato.internal.protocol;

import com.fasterxml.jackson.core.JsonToken;
import io.pigato.internal.Frame;
import org.jspecify.annotations.Nullable;

/** The data of a request to service {@code $dir}. */
public final class DirectoryQuery {

	/** Longer data names no service: names have at most 255 bytes. */
	private static final int MAX_BYTES = 4096;

	private DirectoryQuery() {
	}

	/**
	 * Which service is asked for, as the original reads it. Never throws.
	 * @param data any
	 * @return the name; {@code null} for all services, which is what data that JavaScript
	 * takes for false, and data that is no JSON, ask for; empty, which is no service's
	 * name, for objects, arrays and data that is too long
	 */
	public static @Nullable String name(Frame data) {
		if (JsonFrames.isNothing(data)) {
			return null;
		}
		if (data.length() > MAX_BYTES) {
			return "";
		}
		@Nullable String[] name = new @Nullable String[1];
		boolean read = Json.readValue(data, MAX_BYTES, (parser, text) -> {
			if (Json.isTruthy(parser)) {
				JsonToken token = parser.currentToken();
				name[0] = token.isScalarValue() ? parser.getText() : "";
			}
		});
		return read ? name[0] : null;
	}

}
