package io.pigato.spring.actuate;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

import io.pigato.broker.DropReason;
import io.pigato.broker.RefusalReason;
import io.pigato.spring.broker.BrokerEvent;
import io.pigato.spring.broker.PigatoBrokerCounters;

/**
 * Counters by the names of their meters, without those that are zero.
 *
 * @param counters all of them
 */
record CounterReport(PigatoBrokerCounters counters) {

	private static final Map<String, BrokerEvent> OUTCOMES = Map.of("replied", BrokerEvent.REQUEST_REPLIED, "answered",
			BrokerEvent.REQUEST_ANSWERED, "cached", BrokerEvent.REQUEST_CACHED, "failed", BrokerEvent.REQUEST_FAILED,
			"expired", BrokerEvent.REQUEST_EXPIRED, "cancelled", BrokerEvent.REQUEST_CANCELLED);

	private static final Map<String, BrokerEvent> EVENTS = Map.of("enqueues", BrokerEvent.REQUEST_QUEUED, "dispatches",
			BrokerEvent.REQUEST_DISPATCHED, "rejects", BrokerEvent.REQUEST_REJECTED, "retries",
			BrokerEvent.REQUEST_RETRIED, "workers.registered", BrokerEvent.WORKER_REGISTERED, "workers.lost",
			BrokerEvent.WORKER_LOST, "clients.gone", BrokerEvent.CLIENT_GONE, "strategy.failures",
			BrokerEvent.STRATEGY_FAILED);

	Map<String, Object> take() {
		Map<String, Object> report = new TreeMap<>();
		put(report, "requests", counts(OUTCOMES.keySet(), Function.identity(), this::ended));
		put(report, "failures", counts(this.counters.codes(), Function.identity(), this.counters::failures));
		put(report, "drops", counts(Arrays.asList(DropReason.values()), CounterReport::tag, this.counters::drops));
		put(report, "refusals",
				counts(Arrays.asList(RefusalReason.values()), CounterReport::tag, this.counters::refusals));
		report.putAll(counts(EVENTS.keySet(), Function.identity(), this::happened));
		return report;
	}

	private long ended(String outcome) {
		return count(OUTCOMES, outcome);
	}

	private long happened(String event) {
		return count(EVENTS, event);
	}

	private long count(Map<String, BrokerEvent> events, String name) {
		BrokerEvent event = events.get(name);
		return (event != null) ? this.counters.count(event) : 0;
	}

	private static void put(Map<String, Object> report, String name, Map<String, Long> counts) {
		if (!counts.isEmpty()) {
			report.put(name, counts);
		}
	}

	private static <K> Map<String, Long> counts(Collection<K> keys, Function<K, String> name, ToLongFunction<K> count) {
		Map<String, Long> counts = new TreeMap<>();
		for (K key : keys) {
			long value = count.applyAsLong(key);
			if (value > 0) {
				counts.put(name.apply(key), value);
			}
		}
		return counts;
	}

	private static String tag(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}

}
