package io.pigato.spring.client;

import io.pigato.RequestOptions;
import org.jspecify.annotations.Nullable;

/**
 * Sees each request of the application's clients before it is sent, and learns what comes
 * of it, in whatever form the reply was asked for. Beans of this type are called in their
 * order, and told of outcomes in reverse. Must be safe for use by any thread.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface PigatoClientInterceptor {

	/**
	 * Called for each request that is about to be sent, on the thread that asks (of a
	 * publisher, the one that subscribes). What it throws refuses the request, and
	 * reaches the caller as the request's failure.
	 * @param request the request, to be looked at and changed during this call
	 * @return who is told of the outcome, {@link Outcome#IGNORED} for nobody; not
	 * {@code null}, which refuses the request too
	 */
	Outcome intercept(Request request);

	/** A request that is about to be sent. */
	interface Request {

		/**
		 * The service asked for.
		 * @return its name as the caller wrote it
		 */
		String service();

		/**
		 * The payload.
		 * @return the value that is going to be written as JSON
		 */
		@Nullable Object data();

		/**
		 * How the request is to be treated, headers included.
		 * @return the options as they stand
		 */
		RequestOptions options();

		/**
		 * Replaces the options.
		 * @param options the options from now on
		 * @return this
		 */
		Request options(RequestOptions options);

		/**
		 * Adds a header, or replaces it.
		 * @param name its name
		 * @param value its value
		 * @return this
		 */
		default Request header(String name, String value) {
			return options(options().withHeader(name, value));
		}

	}

	/**
	 * Is told what comes of one request: any number of partial replies, and then exactly
	 * one of the others. Called on the thread that the reply reaches the application on;
	 * of a cancelled request, on the one that cancels. What a method throws is logged.
	 */
	interface Outcome {

		/** Takes no notice. */
		Outcome IGNORED = new Outcome() {
		};

		/**
		 * Runs what hands a reply over to the application where it does not wait for it:
		 * to a callback, to a subscriber, or to what depends on a future. An interceptor
		 * may put a thread-bound context around it. The first interceptor's is the
		 * outermost. By default it is run, and nothing else.
		 * @param handOver to be run once, on this thread
		 */
		default void handOver(Runnable handOver) {
			handOver.run();
		}

		/**
		 * An element of a stream or publisher, or a partial reply of a callback, is
		 * handed over.
		 */
		default void partial() {
		}

		/** The final reply is there, or a stream is at its end. */
		default void succeeded() {
		}

		/**
		 * The request has failed.
		 * @param error as the caller gets it
		 */
		default void failed(Throwable error) {
		}

		/**
		 * Nobody waits for the rest any more: the caller has cancelled the request,
		 * closed the stream before its end, or was interrupted.
		 */
		default void cancelled() {
		}

	}

}
