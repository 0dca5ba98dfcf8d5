package io.pigato.internal.transport.inprocess;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/** The names bound in this JVM and who is bound to them. Safe for use by any thread. */
final class InProcessRegistry {

	/** The one of the JVM. */
	static final InProcessRegistry SHARED = new InProcessRegistry();

	private final Map<String, InProcessRouter> routers = new ConcurrentHashMap<>();

	/**
	 * Binds a name.
	 * @param name the name
	 * @param router who is to have it
	 * @return {@code false} if it is taken
	 */
	boolean bind(String name, InProcessRouter router) {
		return this.routers.putIfAbsent(name, router) == null;
	}

	/**
	 * Frees all names of some.
	 * @param whose the test for those
	 */
	void unbind(Predicate<InProcessRouter> whose) {
		this.routers.values().removeIf(whose);
	}

	@Nullable InProcessRouter find(String name) {
		return this.routers.get(name);
	}

	boolean isEmpty() {
		return this.routers.isEmpty();
	}

}
