package io.pigato.spring.metrics;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.pigato.broker.BrokerSnapshot;
import io.pigato.broker.PigatoBroker;
import org.jspecify.annotations.Nullable;

/**
 * One snapshot for all gauges that are read within a moment, so that the numbers of a
 * scrape belong together. Safe for use by any thread.
 */
final class RecentSnapshot {

	private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

	private static final BrokerSnapshot NONE = new BrokerSnapshot(Duration.ZERO, 0, 0, 0, 0, 0, 0);

	private final Supplier<@Nullable PigatoBroker> broker;

	private volatile @Nullable Taken last;

	RecentSnapshot(Supplier<@Nullable PigatoBroker> broker) {
		this.broker = broker;
	}

	/** The snapshot of this moment; all zero where no broker runs. */
	BrokerSnapshot get() {
		long now = System.nanoTime();
		Taken taken = this.last;
		if (taken == null || now - taken.nanos() > MOMENT_NANOS) {
			taken = new Taken(take(), now);
			this.last = taken;
		}
		return taken.snapshot();
	}

	/** Whether there is a broker that runs, at this very moment. */
	boolean isUp() {
		PigatoBroker current = this.broker.get();
		return current != null && current.isRunning();
	}

	private BrokerSnapshot take() {
		PigatoBroker current = this.broker.get();
		return (current != null && current.isRunning()) ? current.snapshot() : NONE;
	}

	private record Taken(BrokerSnapshot snapshot, long nanos) {

	}

}
