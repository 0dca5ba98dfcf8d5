package io.pigato.spring.health;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.pigato.spring.lifecycle.ManagedPigatoWorker;
import io.pigato.spring.lifecycle.PigatoWorkerRegistry;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Whether the workers that run are registered with their brokers. */
final class WorkersHealthIndicator extends AbstractHealthIndicator {

	private final PigatoWorkerRegistry registry;

	private final SignOfLife signOfLife;

	WorkersHealthIndicator(PigatoWorkerRegistry registry, SignOfLife signOfLife) {
		super("The health of the PIGATO workers could not be found out");
		this.registry = registry;
		this.signOfLife = signOfLife;
	}

	/** Whether the application offers anything. */
	boolean isNeeded() {
		return !this.registry.workers().isEmpty();
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		List<ManagedPigatoWorker> running = this.registry.workers()
			.stream()
			.filter(ManagedPigatoWorker::isRunning)
			.toList();
		Map<String, String> missing = new LinkedHashMap<>();
		running.stream()
			.filter((worker) -> !worker.isRegistered())
			.forEach((worker) -> missing.put(worker.id(), worker.lastError().orElse("no broker has answered yet")));
		builder.withDetail("registered", running.size() - missing.size()).withDetail("expected", running.size());
		if (running.isEmpty()) {
			builder.unknown();
		}
		else if (!missing.isEmpty()) {
			builder.down().withDetail("missing", missing);
		}
		else {
			this.signOfLife.tell(builder);
		}
	}

}
