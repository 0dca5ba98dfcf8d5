package io.pigato.client;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.pigato.PigatoCancelledException;
import io.pigato.PigatoClosedException;
import io.pigato.PigatoConnectionException;
import io.pigato.PigatoException;
import io.pigato.PigatoOverflowException;
import io.pigato.PigatoPayloadException;
import io.pigato.PigatoRemoteException;
import io.pigato.PigatoServiceUnavailableException;
import io.pigato.PigatoTimeoutException;
import io.pigato.RequestOptions;
import io.pigato.payload.PayloadCodec;
import io.pigato.payload.PayloadType;
import io.pigato.transport.PigatoLoop;
import io.pigato.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * Asks services for replies, through a broker. Any number of requests may be under way at
 * once, from any threads. It connects when {@link #start() started} or first used, and
 * connects again for as long as it is open.
 * <p>
 * A request fails with one of: {@link PigatoTimeoutException},
 * {@link PigatoRemoteException} (the worker's error),
 * {@link PigatoServiceUnavailableException} (the broker's),
 * {@link PigatoConnectionException}, {@link PigatoClosedException},
 * {@link PigatoPayloadException}, {@link PigatoOverflowException},
 * {@link PigatoCancelledException} (by its worker, or by an interrupt of who waits); all
 * are {@link PigatoException}s.
 * <p>
 * While there is no connection, requests wait for one within their time-outs. When one
 * ends, those sent with {@link RequestSpec#retry()} and not answered in part are sent
 * again on the next; others fail at once.
 * <p>
 * What is held is bounded in bytes ({@link Builder#maxPendingBytes(long)}), and nothing
 * ever blocks the sender: a request beyond the bound fails at once with
 * {@link PigatoOverflowException}; of a stream, publisher or callback whose consumer lags
 * beyond the bound, the request is cancelled, and the consumer gets what had arrived
 * before and then a {@link PigatoOverflowException}.
 *
 * @since 0.1.0
 */
public interface PigatoClient extends AutoCloseable {

	/**
	 * A builder with all defaults.
	 * @return a new builder
	 */
	static Builder builder() {
		return new DefaultPigatoClientBuilder();
	}

	/**
	 * Begins a request.
	 * @param name the service; not empty
	 * @return what is to be said further
	 * @throws IllegalArgumentException if the name is empty
	 */
	RequestSpec service(String name);

	/**
	 * Asks and waits, the short form of
	 * {@code service(name).data(data).retrieve().body(type)}.
	 * @param name the service
	 * @param data the payload, any value with a JSON form
	 * @param type what to read the reply as
	 * @param <T> what to read the reply as
	 * @return the reply, {@code null} if it is JSON's {@code null}
	 */
	default <T> @Nullable T request(String name, @Nullable Object data, Class<T> type) {
		return service(name).data(data).retrieve().body(type);
	}

	/**
	 * Begins to connect, without waiting. Does nothing if it has begun already.
	 * @throws PigatoClosedException if it or its loop is closed
	 */
	void start();

	/**
	 * Whether a broker has answered on the present connection.
	 * @return {@code true} between its first message and the end of the connection
	 */
	boolean isConnected();

	/**
	 * Why there is no connection: the end of the last one, or of the last attempt.
	 * @return for people; empty while connected and before the first failure
	 */
	Optional<String> lastError();

	/**
	 * How long ago the broker has shown on the present connection that it is alive, by an
	 * answer to a heartbeat or anything else.
	 * @return empty while not connected
	 */
	Optional<Duration> sinceLastHeard();

	/**
	 * Which services there are, and their workers. The broker answers itself; one of the
	 * original implementation does so only if its core service {@code Directory} runs.
	 * @return completed on the callback executor: within 10 s, with a
	 * {@link PigatoTimeoutException} if nobody answers and a
	 * {@link PigatoConnectionException} if no broker is reachable
	 */
	default CompletableFuture<ServiceDirectory> directory() {
		return DirectoryCalls.all(this);
	}

	/**
	 * The workers of one service, as {@link #directory()}.
	 * @param service the name they have registered, exactly; not empty
	 * @return their ids; none if there are no workers
	 * @throws IllegalArgumentException if the name is empty
	 */
	default CompletableFuture<List<String>> directory(String service) {
		return DirectoryCalls.workers(this, service);
	}

	/**
	 * Asks every worker of a service, the short form of
	 * {@link #broadcast(String, UnaryOperator, PayloadType)}.
	 * @param service the name they have registered
	 * @param data the payload, any value with a JSON form
	 * @param type what to read each reply as
	 * @param <T> what to read each reply as
	 * @return one result a worker
	 */
	default <T> CompletableFuture<List<BroadcastReply<T>>> broadcast(String service, @Nullable Object data,
			Class<T> type) {
		return broadcast(service, (request) -> request.data(data), PayloadType.of(type));
	}

	/**
	 * Asks every worker that is in the {@link #directory(String)} now, each by a request
	 * of its own for that worker alone. One that joins later is not asked; one that has
	 * left meanwhile, or fails otherwise, fails alone.
	 * @param service the name they have registered, exactly; not empty
	 * @param request what to say of each request; its worker is set afterwards
	 * @param type what to read each reply as
	 * @param <T> what to read each reply as
	 * @return one result a worker, in the directory's order, when all have one; it fails
	 * only as {@link #directory()} does, or if a request cannot be made. Cancelling it
	 * cancels the requests
	 */
	default <T> CompletableFuture<List<BroadcastReply<T>>> broadcast(String service, UnaryOperator<RequestSpec> request,
			PayloadType<T> type) {
		return new Broadcast<>(this, service, request, type).send();
	}

	/**
	 * Ends all requests under way with {@link PigatoClosedException} and releases what
	 * the client holds. A closed client stays closed. Does nothing the second time.
	 */
	@Override
	void close();

	/** A request before it is sent. Not thread-safe; each call returns this object. */
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
		 * @param longestSilence between 1 ms and 24 days, default 60 s
		 * @return this
		 * @throws IllegalArgumentException if it is out of bounds
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
		 * @param workerId the worker's id; not empty
		 * @return this
		 * @throws IllegalArgumentException if it is empty
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
		 * Ends the description; the forms of the reply come next. Nothing is sent yet,
		 * and each call of a form sends a request of its own.
		 * @return the forms
		 */
		ReplySpec retrieve();

	}

	/**
	 * The forms in which a reply can be had. Each call of a method sends one request. If
	 * its data has no JSON form, or one that takes with the options more than about 16
	 * MiB (1 KiB less), or the options more than 1 MiB, headers included, the call itself
	 * throws a {@link PigatoPayloadException} and nothing is sent.
	 */
	interface ReplySpec {

		/**
		 * Waiting for the final reply; partials are passed over. An interrupted wait
		 * cancels the request, keeps the flag set and throws a
		 * {@link PigatoCancelledException}.
		 * @param type what to read it as
		 * @param <T> what to read it as
		 * @return the value, {@code null} for JSON's {@code null}
		 * @throws IllegalStateException on a thread that must not wait, such as one of
		 * this client's callbacks
		 */
		default <T> @Nullable T body(Class<T> type) {
			return body(PayloadType.of(type));
		}

		/**
		 * As {@link #body(Class)}, for a type with arguments.
		 * @param type what to read it as
		 * @param <T> what to read it as
		 * @return the value, {@code null} for JSON's {@code null}
		 */
		<T> @Nullable T body(PayloadType<T> type);

		/**
		 * The final reply, later; partials are passed over. Cancelling the future cancels
		 * the request. It is completed on the client's callback executor.
		 * @param type what to read it as
		 * @param <T> what to read it as
		 * @return a future that never blocks this call
		 */
		default <T> CompletableFuture<@Nullable T> future(Class<T> type) {
			return future(PayloadType.of(type));
		}

		/**
		 * As {@link #future(Class)}, for a type with arguments.
		 * @param type what to read it as
		 * @param <T> what to read it as
		 * @return a future that never blocks this call
		 */
		<T> CompletableFuture<@Nullable T> future(PayloadType<T> type);

		/**
		 * The partial replies in order, and then the final one unless it is {@code null};
		 * each step waits for the next. To be closed: closing early, which any thread may
		 * do, cancels the request; who waits for the next step then, or asks for one,
		 * gets what had arrived and then a {@link PigatoCancelledException}. If the
		 * consumer lags by more than the client's bound, it fails with
		 * {@link PigatoOverflowException} after what had arrived.
		 * @param type what to read each as
		 * @param <T> what to read each as
		 * @return a sequential stream for one thread
		 */
		default <T> Stream<T> stream(Class<T> type) {
			return stream(PayloadType.of(type));
		}

		/**
		 * As {@link #stream(Class)}, for a type with arguments.
		 * @param type what to read each as
		 * @param <T> what to read each as
		 * @return a sequential stream for one thread
		 */
		<T> Stream<T> stream(PayloadType<T> type);

		/**
		 * The same elements as {@link #stream(Class)}, pushed on the client's callback
		 * executor as they are asked for. Each subscription sends a request; cancelling
		 * it cancels the request.
		 * @param type what to read each as
		 * @param <T> what to read each as
		 * @return a publisher for any number of subscribers
		 */
		default <T> Flow.Publisher<T> publisher(Class<T> type) {
			return publisher(PayloadType.of(type));
		}

		/**
		 * As {@link #publisher(Class)}, for a type with arguments.
		 * @param type what to read each as
		 * @param <T> what to read each as
		 * @return a publisher for any number of subscribers
		 */
		<T> Flow.Publisher<T> publisher(PayloadType<T> type);

		/**
		 * Each reply as a call, on the client's callback executor. If the callback lags
		 * by more than the client's bound, the request is cancelled, and after what had
		 * arrived the error is a {@link PigatoOverflowException}.
		 * @param type what to read each reply as
		 * @param callback called in order, one call at a time
		 * @param <T> what to read each reply as
		 * @return the request, to cancel it
		 */
		default <T> RequestHandle callback(Class<T> type, ReplyCallback<? super T> callback) {
			return callback(PayloadType.of(type), callback);
		}

		/**
		 * As {@link #callback(Class, ReplyCallback)}, for a type with arguments.
		 * @param type what to read each reply as
		 * @param callback called in order, one call at a time
		 * @param <T> what to read each reply as
		 * @return the request, to cancel it
		 */
		<T> RequestHandle callback(PayloadType<T> type, ReplyCallback<? super T> callback);

	}

	/** Makes clients. Not thread-safe. */
	interface Builder {

		/**
		 * Where the broker is.
		 * @param endpoint default {@code tcp://127.0.0.1:55555}
		 * @return this
		 * @throws IllegalArgumentException if it is malformed
		 */
		Builder endpoint(String endpoint);

		/**
		 * Where the broker is, asked anew for each connection.
		 * @param endpoint called on the client's loop: must not block
		 * @return this
		 */
		Builder endpoint(Supplier<String> endpoint);

		/**
		 * The loop to share with other clients and workers; the client does not close it.
		 * @param loop default: one of its own
		 * @return this
		 */
		Builder loop(PigatoLoop loop);

		/**
		 * The engine that moves the bytes.
		 * @param transport default {@link Transport#ZMTP}
		 * @return this
		 */
		Builder transport(Transport transport);

		/**
		 * Values to bytes and back.
		 * @param codec default {@link io.pigato.payload.JacksonPayloadCodec}
		 * @return this
		 */
		Builder codec(PayloadCodec codec);

		/**
		 * Where futures are completed, and subscribers, callbacks and the listener
		 * called. One that runs its tasks at once, {@code Runnable::run}, declares that
		 * none of them blocks: they run on the loop, and while they do, nothing else on
		 * that loop does, heartbeats included.
		 * @param executor default: virtual threads where the JVM has them, else a pool
		 * @return this
		 */
		Builder callbackExecutor(Executor executor);

		/**
		 * What the client's identities begin with; each connection has a fresh one.
		 * @param prefix 1 to 64 visible ASCII characters, default {@code client}
		 * @return this
		 * @throws IllegalArgumentException if it is anything else
		 */
		Builder identityPrefix(String prefix);

		/**
		 * The options of requests that say nothing else.
		 * @param options default {@link RequestOptions#DEFAULT}
		 * @return this
		 */
		Builder requestOptions(RequestOptions options);

		/**
		 * How often the client shows that it is alive, and how many of those may pass
		 * without a sign of the broker before the connection is given up. A message that
		 * takes longer is a sign of life while it grows (on ZMTP): by 16 KiB within
		 * interval × (liveness + 1).
		 * @param interval at least 10 ms, default 2500 ms
		 * @param liveness at least 1, default 3; interval × (liveness + 1) is at most 24
		 * days
		 * @return this
		 * @throws IllegalArgumentException if one is out of bounds
		 */
		Builder heartbeat(Duration interval, int liveness);

		/**
		 * The pause between two attempts to connect: doubled after each failure, with
		 * jitter.
		 * @param first at least 1 ms, default 1 s
		 * @param most at least the first, at most 24 days, default 10 s
		 * @return this
		 * @throws IllegalArgumentException if one is out of bounds
		 */
		Builder reconnectDelay(Duration first, Duration most);

		/**
		 * How much the client holds at most: requests under way, and again as much of
		 * replies of one stream, publisher or callback that its consumer has not taken
		 * yet. What is beyond fails with {@link PigatoOverflowException}.
		 * @param bytes at least 1024, default 64 MiB
		 * @return this
		 * @throws IllegalArgumentException if it is below 1024
		 */
		Builder maxPendingBytes(long bytes);

		/**
		 * Who is told that the client starts, connects, loses its connection and stops.
		 * @param listener called on the callback executor; default: nobody
		 * @return this
		 */
		Builder listener(ClientListener listener);

		/**
		 * Makes a client; it does not connect yet.
		 * @return a new client
		 */
		PigatoClient build();

	}

}
