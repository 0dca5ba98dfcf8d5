package io.pigato.internal.protocol;

/**
 * Everything that goes over PIGATO's wire, sorted by who sends it to whom. Each record's
 * number (F1 to F17, X1, X2) is its row in {@code docs/wire-protocol.md}.
 */
public sealed interface WireMessage {

	/** What a broker may get from a client. */
	sealed interface FromClient extends WireMessage
			permits ClientRequest, ClientHeartbeat, RequestHeartbeat, WorkerKeepAlive, CancelRequest, Malformed {

	}

	/** What a broker may get from a worker. */
	sealed interface FromWorker extends WireMessage
			permits WorkerReady, WorkerHeartbeat, WorkerReply, WorkerReject, WorkerGoodbye, Malformed {

	}

	/** What a client may get from a broker. */
	sealed interface ToClient extends WireMessage permits ClientHeartbeatEcho, ClientReply, Malformed {

	}

	/** What a worker may get from a broker. */
	sealed interface ToWorker extends WireMessage permits ReadyAck, WorkerHeartbeatEcho, HandlerHeartbeat,
			HandlerCancel, WorkerRequest, WorkerDismissal, Malformed {

	}

}
