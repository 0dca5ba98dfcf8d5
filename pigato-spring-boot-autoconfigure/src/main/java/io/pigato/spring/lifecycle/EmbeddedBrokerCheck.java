package io.pigato.spring.lifecycle;

/**
 * Refuses calls that wait while the broker and the workers of the same context have not
 * started: the thread that starts them may be the one that would wait. While workers
 * start, that thread alone is refused.
 *
 * @since 0.1.0
 */
public final class EmbeddedBrokerCheck {

	private final PigatoBrokerLifecycle broker;

	private final PigatoWorkerLifecycle workers;

	/**
	 * A check.
	 * @param broker what has to run
	 * @param workers what has to run unless it does not start with the context
	 */
	public EmbeddedBrokerCheck(PigatoBrokerLifecycle broker, PigatoWorkerLifecycle workers) {
		this.broker = broker;
		this.workers = workers;
	}

	/**
	 * Checks.
	 * @throws IllegalStateException if waiting could not end
	 */
	public void check() {
		if (!this.broker.isRunning() || !this.workers.isServing()) {
			throw new IllegalStateException("The embedded PIGATO broker and the services of this application run only "
					+ "while its context does: a call that waits for a reply belongs in an ApplicationRunner or later, "
					+ "not in a constructor or an initializer such as @PostConstruct");
		}
	}

}
