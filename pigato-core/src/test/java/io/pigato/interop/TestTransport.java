package io.pigato.interop;

import java.util.Locale;

import io.pigato.transport.Transport;

/**
 * On which engine the peers of this project run: the system property
 * {@code pigato.test.transport}, {@code jeromq} or {@code zmtp}. A run of its own for
 * each, since each takes minutes.
 */
final class TestTransport {

	private TestTransport() {
	}

	static Transport chosen() {
		String name = System.getProperty("pigato.test.transport", Transport.values()[0].name());
		return Transport.valueOf(name.toUpperCase(Locale.ROOT));
	}

}
