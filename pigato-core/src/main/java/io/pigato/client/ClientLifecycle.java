package io.pigato.client;

import java.util.Optional;
import java.util.concurrent.Executor;

import io.pigato.internal.peer.ListenerCalls;
import org.jspecify.annotations.Nullable;

/**
 * How a client stands with its broker, for any thread to read, and its listener. What
 * changes it is for the loop's thread.
 */
final class ClientLifecycle {

	private final ClientListener listener;

	private final ListenerCalls calls;

	private boolean started;

	private boolean stopped;

	private volatile boolean connected;

	private volatile @Nullable String lastError;

	ClientLifecycle(ClientListener listener, Executor callbacks) {
		this.listener = listener;
		this.calls = new ListenerCalls(callbacks);
	}

	boolean isConnected() {
		return this.connected;
	}

	Optional<String> lastError() {
		return Optional.ofNullable(this.lastError);
	}

	/** It connects; only the first time counts. */
	void starting() {
		if (!this.started) {
			this.started = true;
			this.calls.tell(this.listener::onStart);
		}
	}

	void connected() {
		this.lastError = null;
		this.connected = true;
		this.calls.tell(this.listener::onConnect);
	}

	void disconnected(String reason) {
		this.lastError = reason;
		if (this.connected) {
			this.connected = false;
			this.calls.tell(() -> this.listener.onDisconnect(reason));
		}
	}

	/** It is over; only the first time counts. */
	void stopped(String reason) {
		if (this.stopped) {
			return;
		}
		this.stopped = true;
		disconnected(reason);
		if (this.started) {
			this.calls.tell(this.listener::onStop);
		}
	}

}
