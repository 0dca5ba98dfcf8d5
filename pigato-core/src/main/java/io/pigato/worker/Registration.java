package io.pigato.worker;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

import io.pigato.internal.Deadlines;
import io.pigato.internal.peer.ConnectionKeeper;
import io.pigato.internal.protocol.Extensions;
import io.pigato.internal.protocol.ReadyAck;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.protocol.WorkerDismissal;
import io.pigato.internal.protocol.WorkerGoodbye;
import io.pigato.internal.protocol.WorkerHeartbeat;
import io.pigato.internal.protocol.WorkerReady;
import io.pigato.internal.protocol.WorkerStatus;

/**
 * Keeps a worker registered: says READY on each new connection, beats, says how many
 * requests it takes, and says goodbye. Not thread-safe.
 */
final class Registration implements ConnectionKeeper.Actions {

	private static final List<String> EXTENSIONS = List.of(Extensions.CANCEL);

	private final WorkerConfig config;

	private final WorkerOutbox outbox;

	private final Listener listener;

	private final ConnectionKeeper keeper;

	private int concurrency;

	/** Slots that a broker without extensions counts as taken for ever. */
	private int lostSlots;

	private boolean extended;

	private boolean withdrawn;

	Registration(Deadlines deadlines, WorkerConfig config, RandomGenerator random, WorkerOutbox outbox,
			Listener listener) {
		this.config = config;
		this.outbox = outbox;
		this.listener = listener;
		this.concurrency = config.concurrency();
		this.keeper = new ConnectionKeeper(deadlines, config.keepAlive(), random, this);
	}

	void start(long nowNanos) {
		this.keeper.start(nowNanos);
	}

	void onMessage(WireMessage.ToWorker message, long nowNanos) {
		this.keeper.heard(nowNanos);
		if (message instanceof ReadyAck ack) {
			this.extended = !Extensions.decode(ack.extensions()).isEmpty();
			this.keeper.settled();
			this.listener.registered();
		}
		else if (message instanceof WorkerDismissal) {
			leave("the broker has dismissed the worker", nowNanos);
		}
	}

	/** Gives the connection up; another follows. */
	void leave(String reason, long nowNanos) {
		this.outbox.disconnect();
		this.keeper.lost(reason, nowNanos);
	}

	void onClosed(String reason, long nowNanos) {
		this.keeper.lost(reason, nowNanos);
	}

	/** Takes no more requests; what runs goes on. */
	void withdraw() {
		this.withdrawn = true;
		sayConcurrency();
	}

	/** Takes another number of requests at once, from now on. */
	void resize(int number) {
		this.concurrency = number;
		sayConcurrency();
	}

	/** The broker will never be told of the end of one request, and counts on. */
	void loseSlot() {
		this.lostSlots++;
		sayConcurrency();
	}

	/**
	 * Whether the broker has said that it knows extensions; one of the original
	 * implementation may send requests before its acknowledgement.
	 */
	boolean isExtended() {
		return this.extended;
	}

	/** Leaves for good. */
	void end() {
		this.keeper.stop();
		this.outbox.send(new WorkerGoodbye());
		this.outbox.disconnect();
	}

	@Override
	public void connect(int attempt) {
		this.lostSlots = 0;
		this.extended = false;
		this.outbox.connect(attempt);
		if (!this.withdrawn) {
			this.outbox.send(new WorkerReady(this.config.service()));
			this.outbox.send(new WorkerHeartbeat(
					WorkerStatus.encode(this.concurrency, EXTENSIONS, this.config.info().fields())));
		}
	}

	@Override
	public void beat(long nowNanos) {
		sayConcurrency();
	}

	@Override
	public long nanosSinceGrowth() {
		return this.outbox.nanosSinceGrowth();
	}

	@Override
	public void abandon() {
		this.outbox.disconnect();
	}

	@Override
	public void disconnected(String reason) {
		this.listener.lost(reason);
	}

	/** A status without the extensions and the description, which have not changed. */
	private void sayConcurrency() {
		long free = (this.withdrawn || this.concurrency == 0) ? 0 : (long) this.concurrency + this.lostSlots;
		this.outbox.send(
				new WorkerHeartbeat(WorkerStatus.encode((int) Math.min(free, Integer.MAX_VALUE), List.of(), Map.of())));
	}

	/** Is told how the registration stands. */
	interface Listener {

		/** The broker has acknowledged it. */
		void registered();

		/** The connection it was made on is gone. */
		void lost(String reason);

	}

}
