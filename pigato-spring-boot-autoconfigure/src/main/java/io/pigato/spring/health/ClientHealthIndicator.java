package io.pigato.spring.health;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.pigato.client.PigatoClient;
import io.pigato.spring.lifecycle.PigatoClientLifecycle;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Whether the clients that ought to be connected are, and when the one that has waited
 * longest has heard its broker.
 */
final class ClientHealthIndicator extends AbstractHealthIndicator {

	private final PigatoClientLifecycle lifecycle;

	private final SignOfLife signOfLife;

	ClientHealthIndicator(PigatoClientLifecycle lifecycle, SignOfLife signOfLife) {
		super("The health of the PIGATO client could not be found out");
		this.lifecycle = lifecycle;
		this.signOfLife = signOfLife;
	}

	/**
	 * Whether there is anything to tell: an application that never asks has no client.
	 */
	boolean isNeeded() {
		return this.lifecycle.hasClients();
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		List<PigatoClient> open = this.lifecycle.openClients();
		List<PigatoClient> unconnected = open.stream().filter((client) -> !client.isConnected()).toList();
		builder.withDetail("connected", open.size() - unconnected.size()).withDetail("expected", open.size());
		open.stream()
			.map(PigatoClient::sinceLastHeard)
			.flatMap(Optional::stream)
			.max(Duration::compareTo)
			.ifPresent((since) -> builder.withDetail("lastHeard", since.toMillis() + " ms ago"));
		if (open.isEmpty()) {
			builder.unknown();
		}
		else if (!unconnected.isEmpty()) {
			builder.down().withDetail("error", why(unconnected.get(0)));
		}
		else {
			this.signOfLife.tell(builder);
		}
	}

	private static String why(PigatoClient client) {
		return client.lastError().orElse("no broker has answered yet");
	}

}
