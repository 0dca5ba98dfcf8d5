package io.pigato.worker;

import java.time.Duration;

import io.pigato.PigatoPayloadException;
import org.jspecify.annotations.Nullable;

/**
 * Where the answer to one request goes: any number of partials, then exactly one end.
 * Safe for use by any thread; what one thread writes stays in order. A reply whose
 * request was cancelled, or whose connection has ended, takes everything and sends
 * nothing: ask {@link #isActive()}.
 *
 * @since 0.1.0
 */
public interface Reply {

	/**
	 * Sends a partial. Blocks while more than 16 MiB of this worker wait to be sent; an
	 * interrupt ends the wait, is kept, and the partial is sent.
	 * @param value any value with a JSON form, not {@code null}
	 * @throws IllegalStateException if the reply has ended
	 * @throws IllegalArgumentException if the value is JSON's {@code null}, which would
	 * end the stream of a Node.js client
	 * @throws PigatoPayloadException if the value has no JSON form, or one of more than
	 * about 16 MiB (1 KiB less)
	 */
	void write(Object value);

	/**
	 * Ends the reply without a value.
	 * @throws IllegalStateException if it has ended
	 */
	default void end() {
		end(null);
	}

	/**
	 * Ends the reply.
	 * @param value any value with a JSON form
	 * @throws IllegalStateException if it has ended
	 * @throws PigatoPayloadException if the value has no JSON form, or one of more than
	 * about 16 MiB (1 KiB less); the reply goes on
	 */
	void end(@Nullable Object value);

	/**
	 * Ends the reply with an error.
	 * @param code for programs
	 * @param message for people, not empty
	 * @throws IllegalStateException if it has ended
	 */
	default void error(String code, String message) {
		error(code, message, null);
	}

	/**
	 * Ends the reply with an error.
	 * @param code for programs
	 * @param message for people, not empty
	 * @param details any value with a JSON form, or {@code null}
	 * @throws IllegalStateException if it has ended
	 * @throws PigatoPayloadException if the details have no JSON form, or the error has
	 * more than 1 MiB with them; the reply goes on
	 */
	void error(String code, String message, @Nullable Object details);

	/**
	 * Ends the reply as if the handler had thrown this: for handlers whose work ends
	 * after they have returned. What an asynchronous computation wraps around a failure
	 * ({@link java.util.concurrent.CompletionException}) is taken off.
	 * @param failure what went wrong
	 * @throws IllegalStateException if the reply has ended
	 */
	void fail(Throwable failure);

	/**
	 * Gives the request back, for another worker.
	 * @throws IllegalStateException if the reply has ended or has sent a partial
	 */
	void reject();

	/**
	 * Whether anybody still waits: not ended, connection alive, not cancelled, its client
	 * not silent after it had sent heartbeats for it, and behind a broker of the original
	 * implementation the request's time-out not over since it arrived.
	 * @return {@code false} if going on is useless
	 */
	boolean isActive();

	/**
	 * Has something done when nobody waits any more, as {@link #isActive()} has it,
	 * before the end; at once if that has happened.
	 * @param action called once at most, on the worker's executor, beside the handlers
	 * that run; short, since others may wait for it. Lost if the executor refuses it
	 */
	void onCancel(Runnable action);

	/**
	 * Lets the broker store the final reply for others who send the same data, if its
	 * cache is on. To be called before the end.
	 * @param time how long, at least 1 ms; more than 24 days count as that
	 * @throws IllegalArgumentException if it is less
	 */
	void cacheFor(Duration time);

}
