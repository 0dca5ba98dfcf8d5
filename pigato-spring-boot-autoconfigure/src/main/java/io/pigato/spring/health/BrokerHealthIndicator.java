package io.pigato.spring.health;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.pigato.broker.PigatoBroker;
import io.pigato.spring.lifecycle.PigatoBrokerLifecycle;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Whether the embedded broker is bound, its transport able to work and its loop turns.
 */
final class BrokerHealthIndicator extends AbstractHealthIndicator {

	private final PigatoBrokerLifecycle lifecycle;

	private final SignOfLife signOfLife;

	BrokerHealthIndicator(PigatoBrokerLifecycle lifecycle, Duration limit) {
		super("The health of the PIGATO broker could not be found out");
		this.lifecycle = lifecycle;
		this.signOfLife = new SignOfLife(this::ping, limit);
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		PigatoBroker broker = this.lifecycle.broker();
		if (broker == null) {
			builder.down()
				.withDetail("error", this.lifecycle.startFailure().orElse("it was not started, or was stopped"));
			return;
		}
		builder.withDetail("endpoints", broker.endpoints());
		String problem = problemOf(broker);
		if (problem != null) {
			builder.down().withDetail("error", problem);
			return;
		}
		builder.up()
			.withDetail("workers", broker.snapshot().workers())
			.withDetail("clients", broker.snapshot().clients());
	}

	private @Nullable String problemOf(PigatoBroker broker) {
		String failure = broker.lastError().orElse(null);
		if (failure != null) {
			return failure;
		}
		return broker.isRunning() ? this.signOfLife.findProblem() : "it is being stopped";
	}

	private @Nullable CompletableFuture<Duration> ping() {
		PigatoBroker broker = this.lifecycle.broker();
		return (broker != null) ? broker.ping() : null;
	}

}
