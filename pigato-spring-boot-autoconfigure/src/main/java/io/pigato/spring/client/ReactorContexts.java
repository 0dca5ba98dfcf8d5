package io.pigato.spring.client;

import java.util.function.Supplier;

import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import org.springframework.util.ClassUtils;
import reactor.util.context.ContextView;

/**
 * What a Reactor context has, bound to the thread for a moment. Does nothing without
 * Micrometer's context propagation.
 */
final class ReactorContexts {

	private static final boolean PROPAGATION = ClassUtils.isPresent("io.micrometer.context.ContextSnapshotFactory",
			ReactorContexts.class.getClassLoader());

	private ReactorContexts() {
	}

	static void run(ContextView context, Runnable action) {
		call(context, () -> {
			action.run();
			return Boolean.TRUE;
		});
	}

	static <T> T call(ContextView context, Supplier<T> action) {
		return (PROPAGATION && !context.isEmpty()) ? Propagation.call(context, action) : action.get();
	}

	/** Loaded only where the library is there. */
	private static final class Propagation {

		private static final ContextSnapshotFactory SNAPSHOTS = ContextSnapshotFactory.builder().build();

		private Propagation() {
		}

		static <T> T call(ContextView context, Supplier<T> action) {
			try (ContextSnapshot.Scope scope = SNAPSHOTS.setThreadLocalsFrom(context)) {
				return action.get();
			}
		}

	}

}
