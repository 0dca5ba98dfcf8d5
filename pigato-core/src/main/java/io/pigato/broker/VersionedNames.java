package io.pigato.broker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.pigato.internal.Frame;

/**
 * The versions that workers offer, and the ranges that clients ask for, by what stands
 * before their {@code @}.
 */
final class VersionedNames {

	private final Map<Frame, Versions> byBase = new HashMap<>();

	void offer(Frame base, Service version) {
		require(base).offered.add(version);
	}

	void withdraw(Frame base, Service version) {
		Versions known = require(base);
		known.offered.remove(version);
		forgetUnused(base, known);
	}

	void addRange(Frame base, Service range) {
		require(base).ranges.add(range);
	}

	void removeRange(Frame base, Service range) {
		Versions known = require(base);
		known.ranges.remove(range);
		forgetUnused(base, known);
	}

	/** The services that satisfy a range, so many at most. */
	List<Service> satisfying(Frame base, ServiceName range, int most) {
		Versions known = this.byBase.get(base);
		if (known == null) {
			return List.of();
		}
		return known.offered.stream().filter((service) -> service.fullName().couldServe(range)).limit(most).toList();
	}

	/** The ranges that a version satisfies. */
	List<Service> satisfiedBy(Frame base, ServiceName version) {
		List<Service> found = new ArrayList<>();
		Versions known = this.byBase.get(base);
		if (known != null) {
			known.ranges.stream().filter((range) -> version.couldServe(range.fullName())).forEach(found::add);
		}
		return found;
	}

	boolean isEmpty() {
		return this.byBase.isEmpty();
	}

	private Versions require(Frame base) {
		return this.byBase.computeIfAbsent(base, (key) -> new Versions());
	}

	private void forgetUnused(Frame base, Versions known) {
		if (known.offered.isEmpty() && known.ranges.isEmpty()) {
			this.byBase.remove(base);
		}
	}

	/** What is known of one base. */
	private static final class Versions {

		private final Set<Service> offered = new LinkedHashSet<>();

		private final Set<Service> ranges = new LinkedHashSet<>();

	}

}
