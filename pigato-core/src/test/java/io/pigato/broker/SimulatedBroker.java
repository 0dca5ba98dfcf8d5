package io.pigato.broker;

import java.util.Objects;

import io.pigato.internal.Deadlines;
import io.pigato.internal.Frame;
import io.pigato.internal.peer.KeepAlive;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.transport.SendResult;

/** A broker without threads and sockets, for simulations. */
public final class SimulatedBroker {

	private final BrokerState state;

	public SimulatedBroker(Deadlines deadlines, KeepAlive keepAlive, Settings settings, Out out,
			BrokerListener listener) {
		Limits limits = settings.limits();
		BrokerConfig config = new BrokerConfig(keepAlive.interval().toNanos(), keepAlive.liveness(), 7,
				BrokerLimits.DEFAULT.withMaxQueuedBytes(limits.queuedBytes())
					.withMaxQueuedPerService(limits.queuedPerService())
					.withMaxRequestsPerClient(limits.perClient())
					.withMaxNames(limits.names()),
				new DispatchPolicy(settings.strategy(), settings.availability()),
				new CacheLimits(settings.cache().replies(), settings.cache().bytes()), false);
		this.state = new BrokerState(config, deadlines, new Outbox(out), listener);
	}

	public void onMessage(Frame peer, WireMessage message, long now) {
		this.state.onMessage(peer, message, now);
	}

	public void onPeerGone(Frame peer, long now) {
		this.state.onPeerGone(peer, now);
	}

	public void stop() {
		this.state.stop();
	}

	public void dismissWorkers(long now) {
		this.state.dismissWorkers(now);
	}

	/** Which workers offer what, as JSON. */
	public Frame directory() {
		return Objects.requireNonNull(this.state.directory());
	}

	/** Requests that wait for a worker. */
	public int queued() {
		return this.state.queued();
	}

	/** Requests that a worker has and a client awaits. */
	public int inFlight() {
		return this.state.inFlight();
	}

	/** Replies that may be used again. */
	public int cached() {
		return this.state.cached();
	}

	/** What they weigh. */
	public long cachedBytes() {
		return this.state.cachedBytes();
	}

	/** Whether it remembers nothing, but for what it has cached. */
	public boolean isEmpty() {
		return this.state.isEmpty();
	}

	@Override
	public String toString() {
		return this.state.toString();
	}

	/** Where it sends. */
	public interface Out {

		SendResult send(Frame peer, WireMessage message);

		void disconnect(Frame peer);

	}

	private record Outbox(Out out) implements BrokerOutbox {

		@Override
		public SendResult send(Frame peer, WireMessage message) {
			return this.out.send(peer, message);
		}

		@Override
		public void disconnect(Frame peer) {
			this.out.disconnect(peer);
		}

	}

	/**
	 * How it works.
	 *
	 * @param limits what peers may make it hold
	 * @param strategy which worker gets a request
	 * @param availability what becomes of requests that nobody could serve
	 * @param cache what it may store of replies
	 */
	public record Settings(Limits limits, DispatchStrategy strategy, Availability availability, Cache cache) {

		public boolean failsFast() {
			return this.availability == Availability.FAIL_FAST;
		}

	}

	/**
	 * What it may store of replies.
	 *
	 * @param replies how many, 0 for none
	 * @param bytes what they weigh
	 */
	public record Cache(int replies, long bytes) {

		public static final Cache NONE = new Cache(0, 0);

		public static final Cache ROOMY = new Cache(1_000_000, Long.MAX_VALUE);

	}

	/**
	 * What peers may make it hold.
	 *
	 * @param queuedBytes in all queues together
	 * @param queuedPerService requests in the queue of one name
	 * @param perClient live requests of one client
	 * @param names names that are only asked for
	 */
	public record Limits(long queuedBytes, int queuedPerService, int perClient, int names) {

		public static final Limits WIDE = new Limits(Long.MAX_VALUE, 1_000_000, 1_000_000, 100_000);

	}

}
