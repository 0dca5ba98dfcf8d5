package io.pigato.worker;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import io.pigato.PigatoClosedException;
import io.pigato.payload.PayloadCodec;
import io.pigato.transport.PigatoLoop;
import io.pigato.transport.Transport;

/**
 * Offers one service through a broker: registers, handles requests, and registers again
 * whenever the connection is renewed, for as long as it is open. Safe for use by any
 * thread.
 *
 * @since 0.1.0
 */
public interface PigatoWorker extends AutoCloseable {

	/**
	 * A builder with all defaults.
	 * @return a new builder
	 */
	static Builder builder() {
		return new DefaultPigatoWorkerBuilder();
	}

	/**
	 * Begins to connect and register, without waiting. Does nothing if it has begun
	 * already.
	 * @throws PigatoClosedException if it or its loop is closed
	 */
	void start();

	/**
	 * The service it offers.
	 * @return the name it registers
	 */
	String service();

	/**
	 * Whether the broker has acknowledged the registration on the present connection.
	 * @return {@code true} from the acknowledgement to the end of the connection
	 */
	boolean isRegistered();

	/**
	 * Why it is not registered: the end of the last connection, or of the last attempt.
	 * @return for people; empty while registered and before the first failure
	 */
	Optional<String> lastError();

	/**
	 * How many requests it handles at once.
	 * @return what was set last
	 */
	int concurrency();

	/**
	 * Handles another number of requests at once, from now on; the broker is told. More
	 * than before: those that wait here begin. Fewer: those that run go on, and none
	 * begins until they are fewer. 0 pauses the worker. What a broker sends beyond the
	 * number waits here. An executor of the worker's own grows with it; one given to the
	 * builder must be able to run as many and one more.
	 * @param requests 0 or more
	 * @throws IllegalArgumentException if it is negative
	 * @throws PigatoClosedException if the loop has ended
	 */
	void concurrency(int requests);

	/**
	 * Takes no new request, lets running ones end within the grace period, rejects those
	 * not begun, tells the broker, and releases what the worker holds. Blocks for the
	 * grace period at most and a little: for all of it if one of its own handlers calls
	 * this before the end of its reply. Does nothing the second time.
	 */
	@Override
	void close();

	/** Makes workers. Not thread-safe. */
	interface Builder {

		/**
		 * The service to offer.
		 * @param name 1 to 255 bytes of UTF-8; a version ({@code name@1.2.3}) or a
		 * trailing {@code *} is part of it; required
		 * @return this
		 * @throws IllegalArgumentException if it is longer or empty
		 */
		Builder service(String name);

		/**
		 * What is done for a request.
		 * @param handler called by the executor, for several requests at once; required
		 * @return this
		 */
		Builder handler(RequestHandler handler);

		/**
		 * Where the broker is.
		 * @param endpoint default {@code tcp://127.0.0.1:55555}
		 * @return this
		 * @throws IllegalArgumentException if it is malformed
		 */
		Builder endpoint(String endpoint);

		/**
		 * Where the broker is, asked anew for each connection.
		 * @param endpoint called on the worker's loop: must not block
		 * @return this
		 */
		Builder endpoint(Supplier<String> endpoint);

		/**
		 * The loop to share with other clients and workers; the worker does not close it.
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
		 * How many requests it handles at once; exactly that is advertised.
		 * @param requests at least 1; default 100
		 * @return this
		 * @throws IllegalArgumentException if it is below 1
		 */
		Builder concurrency(int requests);

		/**
		 * Where the handler runs, and what it has done on cancel. It must be able to run
		 * one more task at once than the concurrency says, else nested calls may wait for
		 * each other, and {@link Reply#onCancel(Runnable)} for busy handlers.
		 * <p>
		 * One that runs its tasks at once, {@code Runnable::run}, declares that the
		 * handler never blocks: it runs on the loop and two changes of threads are saved.
		 * While it runs, nothing else on that loop does, heartbeats included.
		 * @param executor default: virtual threads where the JVM has them, else a pool of
		 * up to one platform thread more than the concurrency; {@link HandlerThreads} for
		 * several workers
		 * @return this
		 */
		Builder executor(Executor executor);

		/**
		 * What the worker's identities begin with; each connection has a fresh one.
		 * @param prefix 1 to 64 visible ASCII characters, default {@code worker}
		 * @return this
		 * @throws IllegalArgumentException if it is anything else
		 */
		Builder identityPrefix(String prefix);

		/**
		 * How often the worker shows that it is alive, and how many of those may pass
		 * without a sign of the broker before the connection is given up. A request whose
		 * client has sent heartbeats for it and then is silent for interval × (liveness +
		 * 1) is no longer active; the interval should not be below the clients' and the
		 * broker's. A message that takes longer is a sign of life while it grows (on
		 * ZMTP): by 16 KiB within interval × (liveness + 1).
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
		 * How long {@link PigatoWorker#close()} lets running requests go on.
		 * @param grace 0 to 24 days, default 20 s
		 * @return this
		 * @throws IllegalArgumentException if it is out of bounds
		 */
		Builder shutdownGrace(Duration grace);

		/**
		 * Whether the message of an unexpected exception travels to the caller.
		 * @param include default {@code false}: the caller reads "internal error"
		 * @return this
		 */
		Builder includeErrorMessages(boolean include);

		/**
		 * What the worker says about itself to a broker that shows it.
		 * @param info default {@link WorkerInfo#NONE}
		 * @return this
		 */
		Builder info(WorkerInfo info);

		/**
		 * Who is told that the worker starts, registers, loses its connection and stops.
		 * @param listener called on the worker's executor, after what runs there if it is
		 * full; default: nobody
		 * @return this
		 */
		Builder listener(WorkerListener listener);

		/**
		 * Makes a worker; it does not connect yet.
		 * @return a new worker
		 * @throws IllegalStateException if service or handler is missing
		 */
		PigatoWorker build();

	}

}
