package io.pigato.internal.protocol;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import com.fasterxml.jackson.core.JsonGenerator;
import io.pigato.RequestOptions;
import io.pigato.internal.Frame;

/** Writes the options of a request, on the client's side. */
public final class OptionsWriter {

	/** Fields that a further option cannot replace, written or not. */
	private static final Set<String> KNOWN = Set.of("timeout", "retry", "nocache", "workerId", "headers",
			Extensions.FIELD);

	private OptionsWriter() {
	}

	/**
	 * Writes options. {@code timeout} is always there, of the others only what differs
	 * from the default.
	 * @param wireTimeoutMillis the time-out that the broker is to keep, −1 for none; it
	 * need not be that of the options
	 * @param options what the caller asked for
	 * @param ext the extensions that the client announces
	 * @param valueEncoder turns the value of a further option into JSON; what it throws
	 * passes
	 * @return a JSON object
	 */
	public static Frame write(long wireTimeoutMillis, RequestOptions options, Collection<String> ext,
			Function<Object, byte[]> valueEncoder) {
		return Json.writeObject((generator) -> {
			generator.writeNumberField("timeout", wireTimeoutMillis);
			writeKnown(generator, options);
			if (!ext.isEmpty()) {
				Json.writeStrings(generator, Extensions.FIELD, ext);
			}
			for (Map.Entry<String, Object> other : options.others().entrySet()) {
				if (!KNOWN.contains(other.getKey())) {
					generator.writeFieldName(other.getKey());
					generator.writeRawValue(json(valueEncoder.apply(other.getValue())));
				}
			}
		});
	}

	private static void writeKnown(JsonGenerator generator, RequestOptions options) throws IOException {
		if (options.retry()) {
			generator.writeBooleanField("retry", true);
		}
		if (options.noCache()) {
			generator.writeBooleanField("nocache", true);
		}
		if (options.workerId() != null) {
			generator.writeStringField("workerId", options.workerId());
		}
		if (!options.headers().isEmpty()) {
			Json.writeStrings(generator, "headers", options.headers());
		}
	}

	private static String json(byte[] encoded) {
		return (encoded.length == 0) ? "null" : new String(encoded, StandardCharsets.UTF_8);
	}

}
