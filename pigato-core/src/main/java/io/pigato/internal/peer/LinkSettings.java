package io.pigato.internal.peer;

import java.util.function.Supplier;

import io.pigato.internal.transport.TransportLimits;

/**
 * Where a peer's connections go and what they are called.
 *
 * @param endpoint asked for each connection, on the loop
 * @param identityPrefix what each connection's identity begins with: 1 to 64 visible
 * ASCII characters
 * @param limits what the broker may make the transport hold
 */
public record LinkSettings(Supplier<String> endpoint, String identityPrefix, TransportLimits limits) {

	/** Where a broker is if nobody says otherwise. */
	public static final String DEFAULT_ENDPOINT = "tcp://127.0.0.1:55555";

	/** Checks the prefix. */
	public LinkSettings {
		boolean visible = identityPrefix.chars().allMatch((c) -> c > 0x20 && c < 0x7f);
		if (identityPrefix.isEmpty() || identityPrefix.length() > 64 || !visible) {
			throw new IllegalArgumentException(
					"An identity prefix has 1 to 64 visible ASCII characters, not '" + identityPrefix + "'");
		}
	}

}
