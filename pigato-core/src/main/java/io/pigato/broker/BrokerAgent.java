package io.pigato.broker;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.pigato.internal.Deadline;
import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.protocol.Malformed;
import io.pigato.internal.protocol.WireCodec;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.transport.EventLoop;
import io.pigato.internal.transport.PublisherOptions;
import io.pigato.internal.transport.RouterSocket;
import io.pigato.internal.transport.SendResult;
import io.pigato.internal.transport.TransportDrop;
import io.pigato.internal.transport.TransportEngine;
import io.pigato.transport.PigatoLoop;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker on its loop: carries messages between the socket and the {@link BrokerState}.
 * For the loop thread, but for what is said otherwise.
 */
final class BrokerAgent implements RouterSocket.Handler {

	private static final Logger logger = LoggerFactory.getLogger(BrokerAgent.class);

	/** Of so many peers at a time is said what they sent. */
	private static final int MAX_COMPLAINTS = 1000;

	private static final Duration LINGER = Duration.ofSeconds(1);

	private static final long DRAIN_CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

	private final EventLoop loop;

	private final BrokerSettings settings;

	private final BrokerListener listener;

	private final BrokerState state;

	private final long startNanos;

	private final InternalChannel channel;

	private final Set<Frame> complainedOf = new HashSet<>();

	private final TransportReports reports;

	private final Runnable onStopped;

	private @Nullable RouterSocket socket;

	private boolean snapshotDue;

	private volatile BrokerSnapshot snapshot = BrokerSnapshot.NONE;

	private volatile List<String> endpoints = List.of();

	private volatile Optional<String> internalChannel = Optional.empty();

	private volatile @Nullable String failure;

	private volatile boolean stopped;

	BrokerAgent(PigatoLoop loop, BrokerSettings settings, Runnable onStopped) {
		this.loop = loop.eventLoop();
		this.settings = settings;
		this.onStopped = onStopped;
		this.startNanos = this.loop.nanos();
		this.listener = new GuardedListener(settings.listeners(), this::changed);
		this.state = new BrokerState(settings.config(), this.loop.deadlines(), new Outbox(), this.listener);
		this.reports = new TransportReports(this.listener, this.loop::nanos);
		this.channel = new InternalChannel(this.loop.deadlines(), this.loop::nanos, this.state::directory, this.reports,
				this::onFailed);
	}

	/** Binds; throws if that fails. */
	void start(PigatoLoop owner) {
		TransportEngine engine = owner.engine(this.settings.transport());
		RouterSocket opened = engine.openRouter(this.settings.router(), this);
		try {
			openChannel(engine);
		}
		catch (RuntimeException ex) {
			opened.close(Duration.ZERO);
			throw ex;
		}
		this.socket = opened;
		this.endpoints = opened.endpoints();
	}

	private void openChannel(TransportEngine engine) {
		PublisherOptions options = this.settings.internalChannel();
		if (options != null) {
			this.channel.open(engine.openPublisher(options, this.channel));
			this.internalChannel = this.channel.endpoint();
		}
	}

	/** Takes nothing new, and stops when nothing is in flight or the time is over. */
	void drain() {
		this.state.stop();
		new DrainCheck(this.loop.nanos() + this.settings.shutdownGrace().toNanos()).onDue(this.loop.nanos());
	}

	/** For any thread. */
	List<String> endpoints() {
		return this.endpoints;
	}

	/** For any thread. */
	Optional<String> internalChannel() {
		return this.internalChannel;
	}

	/** For any thread. */
	BrokerSnapshot snapshot() {
		BrokerSnapshot last = this.snapshot;
		return this.stopped ? last : last.withUptime(uptime());
	}

	/** What the services are doing, of so many at most. */
	List<ServiceSnapshot> services(int limit) {
		return this.state.report(limit);
	}

	/** What has failed, for people. For any thread. */
	Optional<String> failure() {
		return Optional.ofNullable(this.failure);
	}

	@Override
	public void onMessage(Frame peer, Message message) {
		WireMessage decoded = WireCodec.decodeAtBroker(message);
		if (decoded instanceof Malformed malformed && logger.isDebugEnabled()) {
			complain(peer, malformed);
		}
		this.state.onMessage(peer, decoded, this.loop.nanos());
		if (this.state.clients() != this.snapshot.clients()) {
			changed();
		}
	}

	@Override
	public void onGone(Frame peer) {
		this.complainedOf.remove(peer);
		this.state.onPeerGone(peer, this.loop.nanos());
	}

	@Override
	public void onDropped(TransportDrop drop) {
		this.reports.dropped(drop);
	}

	@Override
	public void onRefused(TransportDrop drop, String detail) {
		this.reports.refused(drop, detail);
	}

	@Override
	public void onFailed(Throwable cause) {
		this.failure = "its transport has failed: " + cause;
		logger.error("The broker at {} cannot go on: its transport has failed", this.endpoints, cause);
	}

	private void complain(Frame peer, Malformed malformed) {
		if (this.complainedOf.size() < MAX_COMPLAINTS && this.complainedOf.add(peer)) {
			logger.debug("A message from {} makes no sense ({}); what more comes from it is only counted: {}", peer,
					malformed.reason(), malformed.message());
		}
	}

	private void changed() {
		if (!this.snapshotDue) {
			this.snapshotDue = true;
			this.loop.atTurnEnd(this::takeSnapshot);
		}
	}

	private void takeSnapshot() {
		this.snapshotDue = false;
		this.snapshot = new BrokerSnapshot(uptime(), this.state.services(), this.state.workers(), this.state.clients(),
				this.state.queued(), this.state.queuedBytes(), this.state.inFlight());
	}

	private Duration uptime() {
		return Duration.ofNanos(this.loop.nanos() - this.startNanos);
	}

	private void stop() {
		this.state.dismissWorkers(this.loop.nanos());
		this.channel.close(LINGER);
		if (this.socket != null) {
			this.socket.close(LINGER);
			this.socket = null;
		}
		takeSnapshot();
		this.stopped = true;
		this.onStopped.run();
	}

	private final class Outbox implements BrokerOutbox {

		@Override
		public SendResult send(Frame peer, WireMessage message) {
			RouterSocket open = BrokerAgent.this.socket;
			return (open != null) ? open.send(peer, WireCodec.encode(message)) : SendResult.GONE;
		}

		@Override
		public long nanosSinceGrowth(Frame peer) {
			RouterSocket open = BrokerAgent.this.socket;
			return (open != null) ? open.nanosSinceGrowth(peer) : RouterSocket.UNKNOWN;
		}

		@Override
		public void disconnect(Frame peer) {
			BrokerAgent.this.complainedOf.remove(peer);
			if (BrokerAgent.this.socket != null) {
				BrokerAgent.this.socket.disconnect(peer);
			}
		}

		@Override
		public void publishDirectory() {
			BrokerAgent.this.channel.publish();
		}

	}

	/** Looks now and then whether it may stop. */
	private final class DrainCheck extends Deadline {

		private final long limitNanos;

		DrainCheck(long limitNanos) {
			this.limitNanos = limitNanos;
		}

		@Override
		protected void onDue(long nowNanos) {
			boolean drained = BrokerAgent.this.failure != null || BrokerAgent.this.state.inFlight() == 0;
			if (drained || nowNanos - this.limitNanos >= 0) {
				stop();
			}
			else {
				BrokerAgent.this.loop.deadlines().schedule(this, nowNanos + DRAIN_CHECK_NANOS);
			}
		}

	}

}
