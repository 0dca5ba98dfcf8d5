package io.pigato.worker;

import java.time.Duration;
import java.util.concurrent.Executor;

import io.pigato.internal.peer.LinkSettings;
import io.pigato.payload.PayloadCodec;
import io.pigato.transport.Transport;

/** What a worker was built with. */
record WorkerSettings(WorkerConfig config, LinkSettings link, Transport transport, Duration shutdownGrace,
		Handling handling, WorkerListener listener) {

	/** How requests are handled. */
	record Handling(RequestHandler handler, Executor executor, PayloadCodec codec, boolean includeErrorMessages) {

	}

}
