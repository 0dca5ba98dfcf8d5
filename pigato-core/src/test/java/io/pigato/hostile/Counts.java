package io.pigato.hostile;

import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

import io.pigato.broker.BrokerListener;
import io.pigato.broker.DropReason;
import io.pigato.broker.RefusalReason;
import org.jspecify.annotations.Nullable;

/** Counts what a broker has dropped and refused. */
final class Counts implements BrokerListener {

	private static final String ONE_LINE = "[ -~]{1,200}";

	private final Map<DropReason, AtomicLong> drops = new EnumMap<>(DropReason.class);

	private final Map<RefusalReason, AtomicLong> refusals = new EnumMap<>(RefusalReason.class);

	private final Map<String, AtomicLong> failures = new java.util.concurrent.ConcurrentHashMap<>();

	private final Queue<String> unprintable = new ConcurrentLinkedQueue<>();

	Counts() {
		for (DropReason reason : DropReason.values()) {
			this.drops.put(reason, new AtomicLong());
		}
		for (RefusalReason reason : RefusalReason.values()) {
			this.refusals.put(reason, new AtomicLong());
		}
	}

	@Override
	public void dropped(DropReason reason) {
		this.drops.get(reason).incrementAndGet();
	}

	@Override
	public void connectionRefused(RefusalReason reason, String detail) {
		this.refusals.get(reason).incrementAndGet();
		if (!detail.matches(ONE_LINE)) {
			this.unprintable.add(detail);
		}
	}

	@Override
	public void requestFailed(String service, String code) {
		this.failures.computeIfAbsent(code, (key) -> new AtomicLong()).incrementAndGet();
	}

	/** How many connections were refused or ended, of one kind. */
	long refused(@Nullable RefusalReason reason) {
		return (reason != null) ? this.refusals.get(reason).get() : 0;
	}

	/** How many requests the broker has ended with this error. */
	long failed(String code) {
		AtomicLong count = this.failures.get(code);
		return (count != null) ? count.get() : 0;
	}

	long droppedFor(DropReason... reasons) {
		long sum = 0;
		for (DropReason reason : reasons) {
			sum += this.drops.get(reason).get();
		}
		return sum;
	}

	Map<DropReason, Long> drops() {
		Map<DropReason, Long> now = new EnumMap<>(DropReason.class);
		this.drops.forEach((reason, count) -> now.put(reason, count.get()));
		return now;
	}

	Map<RefusalReason, Long> refusals() {
		Map<RefusalReason, Long> now = new EnumMap<>(RefusalReason.class);
		this.refusals.forEach((reason, count) -> now.put(reason, count.get()));
		return now;
	}

	/** All that was dropped and refused. */
	long all() {
		return this.drops.values().stream().mapToLong(AtomicLong::get).sum();
	}

	/** Details of refusals that are not one short printable line. */
	Queue<String> unprintable() {
		return this.unprintable;
	}

}
