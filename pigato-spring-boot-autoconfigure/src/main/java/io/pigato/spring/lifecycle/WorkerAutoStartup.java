package io.pigato.spring.lifecycle;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Which workers start with the context.
 *
 * @param byDefault whether those do of which nothing else is said
 * @param services what is said of a service, by its id; {@code null} for nothing
 * @since 0.1.0
 */
public record WorkerAutoStartup(boolean byDefault, Function<String, @Nullable Boolean> services) {

	/**
	 * The same for all.
	 * @param start whether they start with the context
	 * @return nothing is said of any service
	 */
	public static WorkerAutoStartup ofAll(boolean start) {
		return new WorkerAutoStartup(start, (id) -> null);
	}

	/** Whether a start of the context has to start anything. */
	boolean isAny(List<ManagedPigatoWorker> workers) {
		return this.byDefault || workers.stream().anyMatch((worker) -> includes(worker, false));
	}

	/** Whether a worker belongs to those that start. */
	boolean includes(ManagedPigatoWorker worker, boolean otherwise) {
		Boolean said = this.services.apply(worker.id());
		return (said != null) ? said : otherwise;
	}

}
