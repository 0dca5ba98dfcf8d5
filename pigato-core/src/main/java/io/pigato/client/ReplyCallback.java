package io.pigato.client;

import io.pigato.PigatoException;
import org.jspecify.annotations.Nullable;

/**
 * Is called with the replies to one request, on the client's callback executor: in order,
 * one call at a time. Unless the request is cancelled, exactly one of {@link #onFinal}
 * and {@link #onError} is called, and nothing after it. What a method throws is logged
 * and cancels the request: nothing more is called. A callback must not wait for replies
 * of its client.
 *
 * @param <T> what replies are read as
 * @since 0.1.0
 */
public interface ReplyCallback<T> {

	/**
	 * A partial reply. Passed over unless this is implemented.
	 * @param value what was sent
	 */
	default void onPartial(T value) {
	}

	/**
	 * The final reply.
	 * @param value what was sent, {@code null} for JSON's {@code null}
	 */
	void onFinal(@Nullable T value);

	/**
	 * The request has failed, or a reply could not be read.
	 * @param error one of those named at {@link PigatoClient}
	 */
	void onError(PigatoException error);

}
