package io.pigato.broker;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.pigato.internal.Deadline;
import io.pigato.internal.Deadlines;
import io.pigato.internal.Frame;
import io.pigato.internal.protocol.DirectoryPublication;
import io.pigato.internal.transport.PublisherSocket;
import io.pigato.internal.transport.TransportDrop;
import org.jspecify.annotations.Nullable;

/**
 * Tells core services of other processes which workers there are (F17): soon after a
 * worker has come or gone, a core service has asked, or somebody has subscribed, and
 * however many of these there are, at most ten times a second. For the loop thread.
 */
final class InternalChannel implements PublisherSocket.Handler {

	/** From one publication to the next, at least. */
	static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

	/**
	 * So many publications may wait for a subscriber: what comes after one replaces it.
	 */
	static final int MAX_QUEUED = 8;

	private final Deadlines deadlines;

	private final LongSupplier nanos;

	private final Supplier<@Nullable Frame> directory;

	private final TransportReports reports;

	private final Consumer<Throwable> failures;

	private final Publication next = new Publication();

	private @Nullable PublisherSocket socket;

	private boolean published;

	private long publishedNanos;

	/**
	 * A channel that is not open.
	 * @param deadlines of the loop
	 * @param nanos what time it is on their clock
	 * @param directory encoded, as of now; {@code null} if it is too large for a message
	 * @param reports is told what subscribers do in vain
	 * @param failures is told if the channel cannot go on
	 */
	InternalChannel(Deadlines deadlines, LongSupplier nanos, Supplier<@Nullable Frame> directory,
			TransportReports reports, Consumer<Throwable> failures) {
		this.deadlines = deadlines;
		this.nanos = nanos;
		this.directory = directory;
		this.reports = reports;
		this.failures = failures;
	}

	/** Publishes from now on. */
	void open(PublisherSocket publisher) {
		this.socket = publisher;
	}

	/** Where subscribers connect, once it is open. */
	Optional<String> endpoint() {
		return Optional.ofNullable(this.socket).map(PublisherSocket::endpoint);
	}

	/** Publishes soon; does nothing while the channel is not open. */
	void publish() {
		if (this.socket != null && !this.next.isScheduled()) {
			long nowNanos = this.nanos.getAsLong();
			long earliest = this.publishedNanos + PAUSE_NANOS;
			boolean pause = this.published && earliest - nowNanos > 0;
			this.deadlines.schedule(this.next, pause ? earliest : nowNanos);
		}
	}

	/** Ends it; what waits to be published is not. */
	void close(Duration linger) {
		this.next.cancel();
		PublisherSocket open = this.socket;
		this.socket = null;
		if (open != null) {
			open.close(linger);
		}
	}

	@Override
	public void onSubscribed() {
		publish();
	}

	@Override
	public void onDropped(TransportDrop reason) {
		this.reports.dropped(reason);
	}

	@Override
	public void onRefused(TransportDrop reason, String detail) {
		this.reports.refused(reason, detail);
	}

	@Override
	public void onFailed(Throwable cause) {
		this.next.cancel();
		this.socket = null;
		this.failures.accept(cause);
	}

	private final class Publication extends Deadline {

		@Override
		protected void onDue(long nowNanos) {
			PublisherSocket open = InternalChannel.this.socket;
			if (open == null) {
				return;
			}
			InternalChannel.this.published = true;
			InternalChannel.this.publishedNanos = nowNanos;
			Frame encoded = InternalChannel.this.directory.get();
			if (encoded != null) {
				open.publish(DirectoryPublication.publish(encoded));
			}
			else {
				InternalChannel.this.reports.dropped(TransportDrop.MESSAGE_TOO_LARGE);
			}
		}

	}

}
