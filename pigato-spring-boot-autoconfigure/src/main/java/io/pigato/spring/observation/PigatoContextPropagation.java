package io.pigato.spring.observation;

import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import io.pigato.spring.client.PigatoClientInterceptor;
import org.springframework.core.Ordered;

/**
 * Lets callbacks, subscribers and what depends on futures find the thread-bound contexts
 * (traces, observations and whatever else is known to Micrometer's context propagation)
 * of who sent the request. Safe for use by any thread.
 *
 * @since 0.1.0
 */
public final class PigatoContextPropagation implements PigatoClientInterceptor, Ordered {

	/** Before all that opens a context of its own. */
	public static final int ORDER = Ordered.HIGHEST_PRECEDENCE;

	private final ContextSnapshotFactory snapshots;

	/**
	 * Propagates contexts.
	 * @param snapshots takes and restores them
	 */
	public PigatoContextPropagation(ContextSnapshotFactory snapshots) {
		this.snapshots = snapshots;
	}

	@Override
	public Outcome intercept(Request request) {
		return new Restoring(this.snapshots.captureAll());
	}

	@Override
	public int getOrder() {
		return ORDER;
	}

	private record Restoring(ContextSnapshot snapshot) implements Outcome {

		@Override
		public void handOver(Runnable handOver) {
			try (ContextSnapshot.Scope scope = this.snapshot.setThreadLocals()) {
				handOver.run();
			}
		}

	}

}
