package io.pigato.hostile;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

import io.pigato.internal.SharedBudget;
import org.jspecify.annotations.Nullable;

/**
 * Counts all that a broker holds: each object of this project that is reachable from it,
 * by class, and the elements of each map and collection, by the field that has it. So
 * nothing can be left behind in a place that nobody thought of.
 */
final class Census {

	private static final String OURS = "io.pigato.";

	private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

	private final Deque<Found> open = new ArrayDeque<>();

	private final SortedMap<String, Integer> counts = new TreeMap<>();

	private Census() {
	}

	/**
	 * Takes it.
	 * @param root where it begins
	 * @param loop the thread that owns what is reachable from there
	 * @return how many of what
	 */
	static SortedMap<String, Integer> of(Object root, Executor loop) {
		return CompletableFuture.supplyAsync(() -> new Census().take(root), loop).join();
	}

	/** The value of a private field. */
	static Object field(Object owner, String name) {
		try {
			Field field = owner.getClass().getDeclaredField(name);
			field.setAccessible(true);
			return field.get(owner);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private SortedMap<String, Integer> take(Object root) {
		meet(root, "root");
		while (!this.open.isEmpty()) {
			Found next = this.open.pop();
			visit(next.object(), next.path());
		}
		return this.counts;
	}

	private void visit(Object object, String path) {
		if (object instanceof Map<?, ?> map) {
			this.counts.merge(path, map.size(), Integer::sum);
			map.forEach((key, value) -> {
				meet(key, path);
				meet(value, path);
			});
		}
		else if (object instanceof Collection<?> collection) {
			this.counts.merge(path, collection.size(), Integer::sum);
			collection.forEach((element) -> meet(element, path));
		}
		else if (object instanceof SharedBudget budget) {
			this.counts.merge("bytes of " + path, Math.toIntExact(budget.bytes()), Integer::sum);
		}
		else if (object instanceof AtomicReference<?> reference) {
			meet(reference.get(), path);
		}
		else if (object instanceof Optional<?> optional) {
			meet(optional.orElse(null), path);
		}
		else if (object instanceof Object[]) {
			for (int i = 0; i < Array.getLength(object); i++) {
				meet(Array.get(object, i), path);
			}
		}
		else {
			this.counts.merge(plainName(object.getClass()), 1, Integer::sum);
			visitFields(object);
		}
	}

	private void visitFields(Object object) {
		for (Class<?> type = object.getClass(); type != null && isOurs(type); type = type.getSuperclass()) {
			for (Field field : type.getDeclaredFields()) {
				if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
					meet(value(field, object), plainName(type) + "." + field.getName());
				}
			}
		}
	}

	private static @Nullable Object value(Field field, Object object) {
		try {
			field.setAccessible(true);
			return field.get(object);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void meet(@Nullable Object object, String path) {
		if (object != null && isVisited(object) && this.seen.add(object)) {
			this.open.push(new Found(object, path));
		}
	}

	private static boolean isVisited(Object object) {
		return isOurs(object.getClass()) || object instanceof Map || object instanceof Collection
				|| object instanceof AtomicReference || object instanceof Optional || object instanceof Object[];
	}

	/** But for the tests and constants. */
	private static boolean isOurs(Class<?> type) {
		return type.getName().startsWith(OURS) && !type.getName().startsWith(Census.class.getPackageName())
				&& !type.isEnum();
	}

	private static String plainName(Class<?> type) {
		return type.getName().substring(type.getPackageName().length() + 1).replaceAll("\\$\\$Lambda.*", "-lambda");
	}

	private record Found(Object object, String path) {

	}

}
