package io.pigato.client;

import java.util.concurrent.Executor;

import io.pigato.RequestOptions;
import io.pigato.internal.peer.KeepAlive;
import io.pigato.internal.peer.LinkSettings;
import io.pigato.payload.PayloadCodec;
import io.pigato.transport.Transport;

/** What a client was built with. */
record ClientSettings(LinkSettings link, Transport transport, KeepAlive keepAlive, RequestOptions requestOptions,
		Conversion conversion, long maxPendingBytes, ClientListener listener) {

	/** How values become payloads, and where callbacks run. */
	record Conversion(PayloadCodec codec, Executor callbacks) {

		/** The executor, told apart from threads that may wait for replies. */
		Executor callbackExecutor() {
			return (callback) -> CallbackThreads.run(this.callbacks, callback);
		}

	}

}
