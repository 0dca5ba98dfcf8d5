package io.pigato.spring.health;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import io.pigato.spring.lifecycle.PigatoBrokerLifecycle;
import io.pigato.spring.lifecycle.PigatoClientLifecycle;
import io.pigato.spring.lifecycle.PigatoWorkerRegistry;
import io.pigato.spring.lifecycle.SharedPigatoLoop;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * How the application's part of PIGATO is: {@code broker} if it is embedded,
 * {@code client} once the application uses one, {@code workers} if it offers services.
 * Each may also be asked for by itself, for a health group. An answer takes a second at
 * most for each of the two loops, even if they are stuck. Safe for use by any thread.
 *
 * @since 0.1.0
 */
public final class PigatoHealthContributor implements CompositeHealthContributor {

	private static final Duration LIMIT = Duration.ofSeconds(1);

	private final @Nullable BrokerHealthIndicator broker;

	private final ClientHealthIndicator client;

	private final WorkersHealthIndicator workers;

	/**
	 * A contributor for what there is.
	 * @param broker the embedded broker, or {@code null} for none
	 * @param clients the clients
	 * @param workers the workers
	 * @param loop what clients and workers run on
	 */
	public PigatoHealthContributor(@Nullable PigatoBrokerLifecycle broker, PigatoClientLifecycle clients,
			PigatoWorkerRegistry workers, SharedPigatoLoop loop) {
		SignOfLife signOfLife = new SignOfLife(loop::ping, LIMIT);
		this.broker = (broker != null) ? new BrokerHealthIndicator(broker, LIMIT) : null;
		this.client = new ClientHealthIndicator(clients, signOfLife);
		this.workers = new WorkersHealthIndicator(workers, signOfLife);
	}

	@Override
	public @Nullable HealthContributor getContributor(String name) {
		return switch (name) {
			case "broker" -> this.broker;
			case "client" -> this.client;
			case "workers" -> this.workers;
			default -> null;
		};
	}

	@Override
	public Stream<HealthContributors.Entry> stream() {
		Map<String, HealthIndicator> needed = new LinkedHashMap<>();
		if (this.broker != null) {
			needed.put("broker", this.broker);
		}
		if (this.client.isNeeded()) {
			needed.put("client", this.client);
		}
		if (this.workers.isNeeded()) {
			needed.put("workers", this.workers);
		}
		return needed.entrySet()
			.stream()
			.map((entry) -> new HealthContributors.Entry(entry.getKey(), entry.getValue()));
	}

}
