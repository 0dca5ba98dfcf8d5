package io.pigato.spring.metrics;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.pigato.broker.BrokerSnapshot;
import io.pigato.broker.DropReason;
import io.pigato.broker.PigatoBroker;
import io.pigato.broker.RefusalReason;
import io.pigato.spring.broker.BrokerEvent;
import io.pigato.spring.broker.PigatoBrokerCounters;
import org.jspecify.annotations.Nullable;

/**
 * Gauges of what the embedded broker holds and counters of what it has done. Reading them
 * never waits for the broker's loop. Names and tags are in {@code docs/operations.md}.
 *
 * @since 0.1.0
 */
public final class PigatoBrokerMetrics implements MeterBinder {

	private static final String PREFIX = "pigato.broker.";

	private final RecentSnapshot snapshot;

	private final PigatoBrokerCounters counters;

	/**
	 * Meters of one broker.
	 * @param broker the broker of the moment, or {@code null} while there is none
	 * @param counters what it has done
	 */
	public PigatoBrokerMetrics(Supplier<@Nullable PigatoBroker> broker, PigatoBrokerCounters counters) {
		this.snapshot = new RecentSnapshot(broker);
		this.counters = counters;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		bindGauges(registry);
		bindRequests(registry);
		bindPeers(registry);
		bindReasons(registry);
	}

	private void bindGauges(MeterRegistry registry) {
		Gauge.builder(PREFIX + "up", this.snapshot, (recent) -> recent.isUp() ? 1 : 0)
			.description("Whether the broker is bound, its loop alive and its transport able to work")
			.register(registry);
		TimeGauge
			.builder(PREFIX + "uptime", this.snapshot, TimeUnit.NANOSECONDS,
					(recent) -> recent.get().uptime().toNanos())
			.description("How long the broker has been bound")
			.register(registry);
		gauge("services", "Names that workers offer", BrokerSnapshot::services, null).register(registry);
		gauge("workers", "Registered workers", BrokerSnapshot::workers, null).register(registry);
		gauge("clients", "Known clients", BrokerSnapshot::clients, null).register(registry);
		gauge("requests.queued", "Requests that wait for a worker", BrokerSnapshot::queued, null).register(registry);
		gauge("requests.queued.size", "What the waiting requests take", BrokerSnapshot::queuedBytes, BaseUnits.BYTES)
			.register(registry);
		gauge("requests.in.flight", "Requests that are with a worker", BrokerSnapshot::inFlight, null)
			.register(registry);
	}

	private void bindRequests(MeterRegistry registry) {
		ended(registry, "replied", BrokerEvent.REQUEST_REPLIED);
		ended(registry, "answered", BrokerEvent.REQUEST_ANSWERED);
		ended(registry, "cached", BrokerEvent.REQUEST_CACHED);
		ended(registry, "failed", BrokerEvent.REQUEST_FAILED);
		ended(registry, "expired", BrokerEvent.REQUEST_EXPIRED);
		ended(registry, "cancelled", BrokerEvent.REQUEST_CANCELLED);
		event(registry, "enqueues", "Requests that found no free worker", BrokerEvent.REQUEST_QUEUED);
		event(registry, "dispatches", "Requests given to workers", BrokerEvent.REQUEST_DISPATCHED);
		event(registry, "rejects", "Requests given back by workers", BrokerEvent.REQUEST_REJECTED);
		event(registry, "retries", "Requests that lost their worker and wait again", BrokerEvent.REQUEST_RETRIED);
	}

	private void bindPeers(MeterRegistry registry) {
		event(registry, "workers.registered", "Registrations of workers", BrokerEvent.WORKER_REGISTERED);
		event(registry, "workers.lost", "Workers that were lost or left", BrokerEvent.WORKER_LOST);
		event(registry, "clients.gone", "Clients that are gone", BrokerEvent.CLIENT_GONE);
		event(registry, "strategy.failures", "Failures of the dispatch strategy", BrokerEvent.STRATEGY_FAILED);
	}

	private void bindReasons(MeterRegistry registry) {
		for (String code : this.counters.codes()) {
			count(registry, "failures", "Requests ended by an error of the broker's", Tags.of("code", code),
					(all) -> all.failures(code));
		}
		for (DropReason reason : DropReason.values()) {
			count(registry, "drops", "What was dropped", Tags.of("reason", tag(reason)), (all) -> all.drops(reason));
		}
		for (RefusalReason reason : RefusalReason.values()) {
			count(registry, "refusals", "Connections that were refused or ended", Tags.of("reason", tag(reason)),
					(all) -> all.refusals(reason));
		}
	}

	private Gauge.Builder<RecentSnapshot> gauge(String name, String description, ToDoubleFunction<BrokerSnapshot> value,
			@Nullable String unit) {
		return Gauge.builder(PREFIX + name, this.snapshot, (recent) -> value.applyAsDouble(recent.get()))
			.description(description)
			.baseUnit(unit);
	}

	private void ended(MeterRegistry registry, String outcome, BrokerEvent event) {
		count(registry, "requests", "Requests that have ended", Tags.of("outcome", outcome), (all) -> all.count(event));
	}

	private void event(MeterRegistry registry, String name, String description, BrokerEvent event) {
		count(registry, name, description, Tags.empty(), (all) -> all.count(event));
	}

	private void count(MeterRegistry registry, String name, String description, Tags tags,
			ToDoubleFunction<PigatoBrokerCounters> value) {
		FunctionCounter.builder(PREFIX + name, this.counters, value)
			.description(description)
			.tags(tags)
			.register(registry);
	}

	private static String tag(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}

}
