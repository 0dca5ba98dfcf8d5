package io.pigato.samples.perf;

import java.util.Locale;

/** What a member of a run does. */
enum Role {

	BROKER, WORKER, CLIENT;

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
