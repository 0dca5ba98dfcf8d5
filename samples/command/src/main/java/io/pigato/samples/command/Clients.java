package io.pigato.samples.command;

import java.time.Duration;
import java.util.Optional;

import io.pigato.PigatoConnectionException;
import io.pigato.client.PigatoClient;

/** Clients that have found their broker. */
final class Clients {

	private static final long POLL_MILLIS = 5;

	private Clients() {
	}

	/**
	 * Waits until a broker has answered. A client by itself goes on trying, which is not
	 * what one wants at a prompt.
	 * @param client not started yet
	 * @param endpoint where it connects to
	 * @param limit how long to wait
	 * @throws PigatoConnectionException as soon as an attempt has failed, or if nobody
	 * answers in time
	 */
	static void connect(PigatoClient client, String endpoint, Duration limit) throws InterruptedException {
		client.start();
		long end = System.nanoTime() + limit.toNanos();
		while (!client.isConnected()) {
			Optional<String> error = client.lastError();
			if (error.isPresent()) {
				throw new PigatoConnectionException("No broker: " + error.get());
			}
			if (System.nanoTime() - end > 0) {
				throw new PigatoConnectionException(
						"No broker at " + endpoint + ": nobody has answered within " + Durations.text(limit));
			}
			Thread.sleep(POLL_MILLIS);
		}
	}

}
