package io.pigato.worker;

import java.util.Optional;
import java.util.concurrent.Executor;

import io.pigato.internal.peer.ListenerCalls;
import org.jspecify.annotations.Nullable;

/**
 * How a worker stands with its broker, for any thread to read, and its listener. What
 * changes it is for the loop's thread.
 */
final class WorkerLifecycle {

	private final WorkerListener listener;

	private final ListenerCalls calls;

	private boolean started;

	private boolean stopped;

	private volatile boolean registered;

	private volatile @Nullable String lastError;

	WorkerLifecycle(WorkerListener listener, Executor executor) {
		this.listener = listener;
		this.calls = new ListenerCalls(executor);
	}

	boolean isRegistered() {
		return this.registered;
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

	void registered() {
		this.lastError = null;
		if (!this.registered) {
			this.registered = true;
			this.calls.tell(this.listener::onRegister);
		}
	}

	void disconnected(String reason) {
		this.lastError = reason;
		if (this.registered) {
			this.registered = false;
			this.calls.tell(() -> this.listener.onDisconnect(reason));
		}
	}

	/** It is over; only the first time counts. */
	void stopped() {
		if (this.stopped) {
			return;
		}
		this.stopped = true;
		disconnected("the worker has stopped");
		if (this.started) {
			this.calls.tell(this.listener::onStop);
		}
	}

}
