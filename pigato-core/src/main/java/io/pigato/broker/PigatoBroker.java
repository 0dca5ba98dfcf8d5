package io.pigato.broker;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.pigato.ConnectionLimits;
import io.pigato.PigatoBindException;
import io.pigato.PigatoClosedException;
import io.pigato.TcpOptions;
import io.pigato.transport.PigatoLoop;
import io.pigato.transport.Transport;

/**
 * Routes requests from clients to workers and their replies back. It runs on a loop
 * thread of its own, unless it is given one to share. Safe for use by any thread.
 *
 * @since 0.1.0
 */
public interface PigatoBroker extends AutoCloseable {

	/**
	 * A builder with all defaults.
	 * @return a new builder
	 */
	static Builder builder() {
		return new DefaultPigatoBrokerBuilder();
	}

	/**
	 * Binds and begins to route; returns when bound.
	 * @throws PigatoBindException if an endpoint cannot be bound; nothing stays bound
	 * then
	 * @throws IllegalStateException if it was started before
	 */
	void start();

	/**
	 * Whether it is bound, its loop alive and its transport able to work.
	 * @return {@code false} before the start, after the end and after a failure
	 */
	boolean isRunning();

	/**
	 * Why it is not running although it was started and not closed.
	 * @return for people; empty while it is running, before the start and after
	 * {@link #close()}
	 */
	Optional<String> lastError();

	/**
	 * Asks its loop for a sign of life.
	 * @return completed by the loop with the time that took: far below a second unless
	 * something blocks it, such as a {@link BrokerListener}; never, while it is stuck;
	 * exceptionally with a {@link PigatoClosedException} if it is not running. Do not
	 * wait for it on the loop itself
	 */
	CompletableFuture<Duration> ping();

	/**
	 * The endpoints as bound, with real port numbers, in the order they were given.
	 * @return empty before the start
	 */
	List<String> endpoints();

	/**
	 * Where it publishes which workers there are.
	 * @return the endpoint as bound, with its real port number; empty before the start,
	 * and without {@link Builder#internalChannel}
	 */
	Optional<String> internalChannel();

	/**
	 * What it is doing, as of the end of a recent turn of its loop.
	 * @return numbers that belong together
	 */
	BrokerSnapshot snapshot();

	/**
	 * What each service is doing: those that workers offer first, in no other order, then
	 * those that are only asked for. Counted on the broker's loop when asked, at a cost
	 * that grows with the number of workers; meant for people, not for each request.
	 * @param limit of how many services at most, at least 1
	 * @return completed by the loop, soon; with an empty list if the broker is not
	 * running. Do not wait for it on the broker's own loop, that is in a listener
	 * @throws IllegalArgumentException if the limit is below 1
	 */
	CompletableFuture<List<ServiceSnapshot>> services(int limit);

	/**
	 * Takes no new request, lets replies under way pass for the grace period, tells the
	 * workers, and closes; returns within the grace period and a little, even when
	 * something hangs. Does nothing the second time.
	 */
	@Override
	void close();

	/** Makes brokers. Not thread-safe. */
	interface Builder {

		/**
		 * The endpoints to bind, in place of the default.
		 * @param endpoints for example {@code tcp://127.0.0.1:55555} (default),
		 * {@code tcp://*:0}, {@code inproc://name}; at least one
		 * @return this
		 * @throws IllegalArgumentException if one is malformed
		 */
		Builder bind(String... endpoints);

		/**
		 * The engine that moves the bytes.
		 * @param transport default {@link Transport#ZMTP}
		 * @return this
		 */
		Builder transport(Transport transport);

		/**
		 * The loop to share with clients and workers of the same JVM; the broker does not
		 * close it. A request between them passes no other thread then, which takes about
		 * half the time, while all they do together has to fit on one thread.
		 * {@link PigatoBroker#start()} must not be called on it.
		 * @param loop default: one of its own
		 * @return this
		 */
		Builder loop(PigatoLoop loop);

		/**
		 * How often peers are expected to show that they are alive, and how many of those
		 * may be missed: a worker is lost after interval × (liveness + 1). A client whose
		 * connection has ended is gone after interval × liveness; one that is silent, if
		 * it has announced extensions, like a worker, or after three times the interval
		 * that it has kept itself, whichever is longer, else after three times its own
		 * interval or this one, whichever is longer; if it keeps none, never. A message
		 * that takes longer is a sign of life while it grows (on ZMTP): by 16 KiB within
		 * interval × (liveness + 1).
		 * @param interval at least 10 ms, default 2500 ms
		 * @param liveness at least 1, default 3; interval × (liveness + 1) is at most 24
		 * days
		 * @return this
		 * @throws IllegalArgumentException if one is out of bounds
		 */
		Builder heartbeat(Duration interval, int liveness);

		/**
		 * Who is told what happens.
		 * @param listener called on the loop: must not block; default none
		 * @return this
		 */
		Builder listener(BrokerListener listener);

		/**
		 * Who is told what happens too, whatever {@link #listener} is: for metrics and
		 * the like. Such listeners are told after it, in the order they were added.
		 * @param observer called on the loop: must not block
		 * @return this
		 */
		Builder addListener(BrokerListener observer);

		/**
		 * What peers may make it hold.
		 * @param limits default {@link BrokerLimits#DEFAULT}
		 * @return this
		 */
		Builder limits(BrokerLimits limits);

		/**
		 * What its connections may take. {@link io.pigato.transport.Transport#JEROMQ} has
		 * no way to honour these limits and ignores them.
		 * @param limits default {@link ConnectionLimits#DEFAULT}
		 * @return this
		 */
		Builder connectionLimits(ConnectionLimits limits);

		/**
		 * Options of its TCP connections. {@link io.pigato.transport.Transport#JEROMQ}
		 * keeps its own and ignores these.
		 * @param options default {@link TcpOptions#DEFAULT}
		 * @return this
		 */
		Builder tcp(TcpOptions options);

		/**
		 * How long {@link PigatoBroker#close()} lets replies under way pass.
		 * @param grace 0 to 24 days, default 5 s
		 * @return this
		 * @throws IllegalArgumentException if it is out of bounds
		 */
		Builder shutdownGrace(Duration grace);

		/**
		 * Which worker with room gets a request.
		 * @param strategy one of the built-in ones, or the application's own, which is
		 * called on the loop: it must not block; default {@link DispatchStrategy#load()}
		 * @return this
		 */
		Builder dispatch(DispatchStrategy strategy);

		/**
		 * What becomes of requests that no registered worker could ever serve.
		 * @param availability default {@link Availability#QUEUE}
		 * @return this
		 */
		Builder availability(Availability availability);

		/**
		 * Has the broker store final replies for as long as their workers allow by the
		 * reply option {@code cache}, and answer requests for the same service with the
		 * same data from there. What was not used for the longest time makes room.
		 * @param maxEntries replies stored at most; default 0, which is no cache
		 * @param maxBytes what they may weigh together, with some hundred bytes of
		 * overhead each; default 0, which is no cache
		 * @return this
		 * @throws IllegalArgumentException if one is negative
		 */
		Builder replyCache(int maxEntries, long maxBytes);

		/**
		 * Has the broker publish which workers there are, for core services in other
		 * languages: workers whose names begin with {@code $}, which are refused
		 * otherwise. {@code $dir} is answered by the broker itself in any case. A
		 * publication follows a change, a subscription, and a core service that asks for
		 * it, within a tenth of a second. Off by default; the original binds
		 * {@code tcp://127.0.0.1:55550}.
		 * @param endpoint for example {@code tcp://127.0.0.1:55550}; port 0 or * is a
		 * free one
		 * @return this
		 * @throws IllegalArgumentException if it is malformed, or not TCP
		 */
		Builder internalChannel(String endpoint);

		/**
		 * Makes a broker; it does not bind yet.
		 * @return a new broker
		 */
		PigatoBroker build();

	}

}
