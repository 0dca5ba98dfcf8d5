package io.pigato.client;

import io.pigato.PigatoException;
import org.jspecify.annotations.Nullable;

/**
 * What one worker replied to a broadcast.
 *
 * @param workerId the worker
 * @param value its final reply, {@code null} for JSON's {@code null} and if it failed
 * @param error why there is none, {@code null} if there is one; a worker that has left is
 * a {@link io.pigato.PigatoServiceUnavailableException} with code
 * {@code B_TARGET_NOT_FOUND} or {@code B_WORKER_LOST}
 * @param <T> what the reply was read as
 * @since 0.1.0
 */
public record BroadcastReply<T>(String workerId, @Nullable T value, @Nullable PigatoException error) {

	/**
	 * Whether the worker has replied.
	 * @return {@code false} if there is an error
	 */
	public boolean isSuccess() {
		return this.error == null;
	}

}
