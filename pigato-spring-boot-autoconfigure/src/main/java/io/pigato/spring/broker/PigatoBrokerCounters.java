package io.pigato.spring.broker;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.pigato.ErrorCodes;
import io.pigato.broker.BrokerListener;
import io.pigato.broker.DropReason;
import io.pigato.broker.RefusalReason;

/**
 * Counts what the embedded broker does, over all of its starts. Counts only ever grow.
 * Safe for use by any thread.
 *
 * @since 0.1.0
 */
public final class PigatoBrokerCounters implements BrokerListener {

	/** Stands for codes that no broker of this version uses. */
	private static final String OTHER = "other";

	private static final List<String> CODES = List.of(ErrorCodes.WORKER_LOST, ErrorCodes.QUEUE_FULL,
			ErrorCodes.TARGET_NOT_FOUND, ErrorCodes.NO_WORKER, ErrorCodes.SHUTDOWN, ErrorCodes.LIMIT,
			ErrorCodes.INTERNAL, OTHER);

	private final Map<BrokerEvent, LongAdder> events = adders(BrokerEvent.class);

	private final Map<DropReason, LongAdder> drops = adders(DropReason.class);

	private final Map<RefusalReason, LongAdder> refusals = adders(RefusalReason.class);

	private final Map<String, LongAdder> failures = CODES.stream()
		.collect(Collectors.toUnmodifiableMap(Function.identity(), (code) -> new LongAdder()));

	/** Counters that are zero. */
	public PigatoBrokerCounters() {
		// all is said at the fields
	}

	/**
	 * How often something has happened.
	 * @param event what
	 * @return 0 or more
	 */
	public long count(BrokerEvent event) {
		return sum(this.events, event);
	}

	/**
	 * How often something was dropped.
	 * @param reason why
	 * @return 0 or more
	 */
	public long drops(DropReason reason) {
		return sum(this.drops, reason);
	}

	/**
	 * How often a connection was refused or ended.
	 * @param reason why
	 * @return 0 or more
	 */
	public long refusals(RefusalReason reason) {
		return sum(this.refusals, reason);
	}

	/**
	 * The broker's error codes that are told apart.
	 * @return a list that never changes
	 */
	public List<String> codes() {
		return CODES;
	}

	/**
	 * How many requests have failed with an error of the broker's.
	 * @param code one of {@link #codes()}
	 * @return 0 or more
	 */
	public long failures(String code) {
		return sum(this.failures, code);
	}

	@Override
	public void workerRegistered(String service, String workerId) {
		add(BrokerEvent.WORKER_REGISTERED);
	}

	@Override
	public void workerLost(String service, String workerId, int inFlight) {
		add(BrokerEvent.WORKER_LOST);
	}

	@Override
	public void clientGone(String clientId, int requests) {
		add(BrokerEvent.CLIENT_GONE);
	}

	@Override
	public void requestQueued(String service) {
		add(BrokerEvent.REQUEST_QUEUED);
	}

	@Override
	public void requestDispatched(String service) {
		add(BrokerEvent.REQUEST_DISPATCHED);
	}

	@Override
	public void requestRejected(String service) {
		add(BrokerEvent.REQUEST_REJECTED);
	}

	@Override
	public void requestRetried(String service) {
		add(BrokerEvent.REQUEST_RETRIED);
	}

	@Override
	public void requestReplied(String service, long nanos) {
		add(BrokerEvent.REQUEST_REPLIED);
	}

	@Override
	public void requestAnswered(String service) {
		add(BrokerEvent.REQUEST_ANSWERED);
	}

	@Override
	public void requestAnsweredFromCache(String service) {
		add(BrokerEvent.REQUEST_CACHED);
	}

	@Override
	public void requestFailed(String service, String code) {
		add(BrokerEvent.REQUEST_FAILED);
		add(this.failures, CODES.contains(code) ? code : OTHER);
	}

	@Override
	public void requestExpired(String service) {
		add(BrokerEvent.REQUEST_EXPIRED);
	}

	@Override
	public void requestCancelled(String service) {
		add(BrokerEvent.REQUEST_CANCELLED);
	}

	@Override
	public void strategyFailed(String service, Throwable cause) {
		add(BrokerEvent.STRATEGY_FAILED);
	}

	@Override
	public void dropped(DropReason reason) {
		add(this.drops, reason);
	}

	@Override
	public void connectionRefused(RefusalReason reason, String detail) {
		add(this.refusals, reason);
	}

	private void add(BrokerEvent event) {
		add(this.events, event);
	}

	private static <K> void add(Map<K, LongAdder> adders, K key) {
		LongAdder adder = adders.get(key);
		if (adder != null) {
			adder.increment();
		}
	}

	private static <K> long sum(Map<K, LongAdder> adders, K key) {
		LongAdder adder = adders.get(key);
		return (adder != null) ? adder.sum() : 0;
	}

	private static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> type) {
		Map<E, LongAdder> adders = new EnumMap<>(type);
		Arrays.stream(type.getEnumConstants()).forEach((constant) -> adders.put(constant, new LongAdder()));
		return adders;
	}

}
