package io.pigato.broker;

import org.jspecify.annotations.Nullable;

/**
 * That the workers of one service serve what is asked under one name: the name's place in
 * the {@link Demand} for that service.
 */
final class Turn {

	static final long NOWHERE = 0;

	@Nullable Turn before;

	@Nullable Turn after;

	/** Whether it is among those with requests that anybody may have. */
	boolean linked;

	/** Its position among those with rejected requests. */
	long position = NOWHERE;

	private final Service asked;

	private final Service server;

	Turn(Service asked, Service server) {
		this.asked = asked;
		this.server = server;
	}

	/** The name asked for. */
	Service asked() {
		return this.asked;
	}

	/** The service whose workers serve it. */
	Service server() {
		return this.server;
	}

}
