package io.pigato.spring.actuate;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.pigato.broker.BrokerSnapshot;
import io.pigato.broker.PigatoBroker;
import io.pigato.broker.ServiceSnapshot;
import io.pigato.spring.broker.PigatoBrokerCounters;
import io.pigato.spring.lifecycle.PigatoBrokerLifecycle;
import org.jspecify.annotations.Nullable;

/**
 * Asks the embedded broker what it is doing, and waits no longer than a second. Safe for
 * use by any thread.
 *
 * @since 0.1.0
 */
public final class BrokerReport {

	private static final long LIMIT_MILLIS = 1000;

	private final PigatoBrokerLifecycle lifecycle;

	private final CounterReport counters;

	/**
	 * A report.
	 * @param lifecycle knows the broker
	 * @param counters what it has done
	 */
	public BrokerReport(PigatoBrokerLifecycle lifecycle, PigatoBrokerCounters counters) {
		this.lifecycle = lifecycle;
		this.counters = new CounterReport(counters);
	}

	BrokerDescriptor take(int limit) {
		PigatoBroker broker = this.lifecycle.broker();
		if (broker == null) {
			String error = this.lifecycle.startFailure().orElse("it was not started, or was stopped");
			return new BrokerDescriptor(false, error, List.of(), 0, 0, 0, 0, 0, 0, List.of(), this.counters.take());
		}
		BrokerSnapshot now = broker.snapshot();
		List<BrokerDescriptor.ServiceDescriptor> services = services(broker, limit);
		return new BrokerDescriptor(broker.isRunning(), error(broker, services), broker.endpoints(),
				now.uptime().toSeconds(), now.workers(), now.clients(), now.queued(), now.queuedBytes(), now.inFlight(),
				services, this.counters.take());
	}

	private static @Nullable String error(PigatoBroker broker, @Nullable List<?> services) {
		Optional<String> failure = broker.lastError();
		if (failure.isPresent()) {
			return failure.get();
		}
		return (services != null) ? null : "its loop has not answered within " + LIMIT_MILLIS + " ms";
	}

	private static @Nullable List<BrokerDescriptor.ServiceDescriptor> services(PigatoBroker broker, int limit) {
		CompletableFuture<List<ServiceSnapshot>> asked = broker.services(limit);
		try {
			return asked.get(LIMIT_MILLIS, TimeUnit.MILLISECONDS)
				.stream()
				.map((service) -> new BrokerDescriptor.ServiceDescriptor(service.name(), service.workers(),
						service.inFlight(), service.queued()))
				.toList();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return null;
		}
		catch (ExecutionException | TimeoutException ex) {
			asked.cancel(false);
			return null;
		}
	}

}
