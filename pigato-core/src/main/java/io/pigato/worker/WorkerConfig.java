package io.pigato.worker;

import io.pigato.internal.Frame;
import io.pigato.internal.peer.KeepAlive;

/**
 * What a {@link WorkerSession} needs to know.
 *
 * @param service the name it registers
 * @param concurrency how many requests run at once, to begin with
 * @param keepAlive how it keeps its connection
 * @param info what it says about itself
 */
record WorkerConfig(Frame service, int concurrency, KeepAlive keepAlive, WorkerInfo info) {

	/** Of a worker that says nothing about itself. */
	WorkerConfig(Frame service, int concurrency, KeepAlive keepAlive) {
		this(service, concurrency, keepAlive, WorkerInfo.NONE);
	}

}
