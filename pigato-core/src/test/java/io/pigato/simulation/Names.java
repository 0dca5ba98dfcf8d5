package io.pigato.simulation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The service names of a simulation, and which of them serve which: looked up and
 * compared as simply as can be, without any code of the broker.
 *
 * @param offered what workers offer
 * @param asked what clients ask for
 */
record Names(List<String> offered, List<String> asked) {

	private static final Map<String, Set<String>> RANGES = Map.of("calc@^1.2", Set.of("calc@1.2.3", "calc@1.9.0"),
			"calc@~1", Set.of("calc@1.2.3", "calc@1.9.0"), "calc@~1.2", Set.of("calc@1.2.3"), "calc@1.x",
			Set.of("calc@1.2.3", "calc@1.9.0"), "calc@^2", Set.of("calc@2.0.0"), "calc@>=1.9",
			Set.of("calc@1.9.0", "calc@2.0.0"), "calc@^3", Set.of());

	private static final List<Names> FAMILIES = List.of(new Names(List.of("echo", "sum"), List.of("echo", "sum")),
			new Names(List.of("__proto__", "user@host"), List.of("__proto__", "user@host")),
			new Names(List.of("echo", "ech*", "e*"), List.of("echo", "echoes", "east", "ech*")),
			new Names(List.of("calc@1.2.3", "calc@1.9.0", "calc@2.0.0"),
					List.of("calc@^1.2", "calc@~1", "calc@1.x", "calc@1.2.3", "calc@^2", "calc@>=1.9", "calc@~1.2")),
			new Names(List.of("echo"), List.of("echo", "nobody")),
			new Names(List.of("calc@1.9.0", "calc*"), List.of("calc@^3", "calc@^1.2", "calcium", "calc")));

	/** Those of one or two families. */
	static Names any(RandomGenerator random) {
		Names one = FAMILIES.get(random.nextInt(FAMILIES.size()));
		Names other = FAMILIES.get(random.nextInt(FAMILIES.size()));
		if (random.nextBoolean() || one == other) {
			return one;
		}
		List<String> offered = new ArrayList<>(one.offered);
		offered.addAll(other.offered);
		List<String> asked = new ArrayList<>(one.asked);
		asked.addAll(other.asked);
		return new Names(offered, asked);
	}

	/** Whether a worker that offers one name may ever serve another. */
	static boolean couldServe(String offered, String asked) {
		return offered.equals(asked) || isWildcardFor(offered, asked) || isVersionFor(offered, asked);
	}

	/** Whether a worker may serve a name while certain names are offered. */
	static boolean serves(String offered, String asked, Collection<String> allOffered) {
		if (offered.equals(asked)) {
			return true;
		}
		if (allOffered.contains(asked)) {
			return false;
		}
		if (isVersionFor(offered, asked)) {
			return true;
		}
		boolean longest = allOffered.stream()
			.noneMatch((other) -> isWildcardFor(other, asked) && other.length() > offered.length());
		return isWildcardFor(offered, asked) && longest;
	}

	static boolean isWildcardFor(String offered, String asked) {
		return offered.endsWith("*") && asked.indexOf('@') < 0
				&& asked.startsWith(offered.substring(0, offered.length() - 1));
	}

	static boolean isVersionFor(String offered, String asked) {
		return RANGES.getOrDefault(asked, Set.of()).contains(offered);
	}

	String anyOffered(RandomGenerator random) {
		return this.offered.get(random.nextInt(this.offered.size()));
	}

	String anyAsked(RandomGenerator random) {
		return this.asked.get(random.nextInt(this.asked.size()));
	}

}
