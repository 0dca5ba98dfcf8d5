package io.pigato.interop;

import io.pigato.transport.Transport;

/**
 * Who meets whom, and on which engine the peers of this project run.
 *
 * @param combination of original peers and this project's
 * @param engine of this project's
 */
record Setting(Combination combination, Transport engine) {

	/** Before a test has its own. */
	static final Setting NONE = new Setting(Combination.NODE_JAVA_NODE, Transport.JEROMQ);

	Language client() {
		return this.combination.client();
	}

	Language broker() {
		return this.combination.broker();
	}

	Language worker() {
		return this.combination.worker();
	}

	@Override
	public String toString() {
		return this.combination + " on " + this.engine;
	}

}
