package io.pigato.spring.client;

import java.time.Duration;

import io.pigato.RequestOptions;
import io.pigato.client.PigatoClient;
import io.pigato.payload.PayloadType;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A {@link PigatoClient} in terms of Reactor. Nothing is sent before somebody subscribes,
 * each subscription sends a request of its own, and cancelling it cancels the request.
 * Signals come on the client's callback threads. Safe for use by any thread.
 *
 * @since 0.1.0
 */
public interface ReactivePigatoClient {

	/**
	 * A reactive client over another, which does the work and is closed by its owner.
	 * @param client sends the requests
	 * @return a client
	 */
	static ReactivePigatoClient create(PigatoClient client) {
		return new DefaultReactivePigatoClient(client);
	}

	/**
	 * Begins a request.
	 * @param name the service; not empty
	 * @return what is to be said further
	 */
	RequestSpec service(String name);

	/**
	 * One reply, the short form of
	 * {@code service(name).data(data).retrieve().mono(type)}.
	 * @param name the service
	 * @param data the payload, any value with a JSON form
	 * @param type what to read the reply as
	 * @param <T> what to read the reply as
	 * @return the reply; empty if it is JSON's {@code null}
	 */
	default <T> Mono<T> request(String name, @Nullable Object data, Class<T> type) {
		return service(name).data(data).retrieve().mono(type);
	}

	/**
	 * A request before it is sent, as {@link PigatoClient.RequestSpec}. Not thread-safe;
	 * each call returns this object.
	 */
	interface RequestSpec {

		/**
		 * The payload; without it, {@code null} is sent.
		 * @param data any value with a JSON form
		 * @return this
		 */
		RequestSpec data(@Nullable Object data);

		/**
		 * Replaces all options, the client's defaults among them.
		 * @param options the options
		 * @return this
		 */
		RequestSpec options(RequestOptions options);

		/**
		 * The longest silence to bear; a partial reply ends a silence.
		 * @param longestSilence between 1 ms and 24 days
		 * @return this
		 */
		RequestSpec timeout(Duration longestSilence);

		/**
		 * Waiting for as long as the client is open.
		 * @return this
		 */
		RequestSpec noTimeout();

		/**
		 * Lets the broker give the request to another worker when its worker is lost: for
		 * work that may be done twice.
		 * @return this
		 */
		RequestSpec retry();

		/**
		 * Takes no stored reply.
		 * @return this
		 */
		RequestSpec noCache();

		/**
		 * Asks one worker only.
		 * @param workerId the worker's id
		 * @return this
		 */
		RequestSpec worker(String workerId);

		/**
		 * Adds a header, metadata for the worker.
		 * @param name its name
		 * @param value its value
		 * @return this
		 */
		RequestSpec header(String name, String value);

		/**
		 * Ends the description; what is said of the request afterwards concerns others.
		 * @return the forms of the reply
		 */
		ReplySpec retrieve();

	}

	/** The forms in which a reply can be had. */
	interface ReplySpec {

		/**
		 * The final reply; partials are passed over.
		 * @param type what to read it as
		 * @param <T> what to read it as
		 * @return empty if it is JSON's {@code null}; its errors are those named at
		 * {@link PigatoClient}
		 */
		default <T> Mono<T> mono(Class<T> type) {
			return mono(PayloadType.of(type));
		}

		/**
		 * As {@link #mono(Class)}, for a type with arguments.
		 * @param type what to read it as
		 * @param <T> what to read it as
		 * @return the final reply
		 */
		<T> Mono<T> mono(PayloadType<T> type);

		/**
		 * The partial replies in order, and then the final one unless it is {@code null},
		 * as they are asked for. A subscriber that lags by more than the client's bound
		 * gets what had arrived and then an error.
		 * @param type what to read each as
		 * @param <T> what to read each as
		 * @return the replies; their errors are those named at {@link PigatoClient}
		 */
		default <T> Flux<T> flux(Class<T> type) {
			return flux(PayloadType.of(type));
		}

		/**
		 * As {@link #flux(Class)}, for a type with arguments.
		 * @param type what to read each as
		 * @param <T> what to read each as
		 * @return the replies
		 */
		<T> Flux<T> flux(PayloadType<T> type);

	}

}
