package io.pigato.spring.boot.autoconfigure;

import java.util.UUID;

/**
 * The in-process endpoint of an embedded broker: another for each context, since a JVM
 * may hold several.
 */
record EmbeddedEndpoint(String text) {

	static EmbeddedEndpoint random() {
		return new EmbeddedEndpoint("inproc://pigato-" + UUID.randomUUID());
	}

}
