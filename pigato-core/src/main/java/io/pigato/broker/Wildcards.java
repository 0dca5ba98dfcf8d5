package io.pigato.broker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.pigato.internal.Frame;
import org.jspecify.annotations.Nullable;

/**
 * The wildcards that workers offer, and the plain names that one of them may serve. A
 * name finds its wildcard by one look-up for each length of prefix, a wildcard its names
 * since those are sorted.
 */
final class Wildcards {

	private final Map<Frame, Service> offered = new HashMap<>();

	/** How many of those have so many bytes. */
	private int[] lengths = new int[0];

	/** The plain names that have no workers of their own. */
	private final TreeMap<Frame, Service> names = new TreeMap<>();

	void offer(Frame prefix, Service wildcard) {
		this.offered.put(prefix, wildcard);
		if (prefix.length() >= this.lengths.length) {
			this.lengths = Arrays.copyOf(this.lengths, prefix.length() + 1);
		}
		this.lengths[prefix.length()]++;
	}

	void withdraw(Frame prefix) {
		this.offered.remove(prefix);
		this.lengths[prefix.length()]--;
	}

	void addName(Service service) {
		this.names.put(service.name(), service);
	}

	void removeName(Service service) {
		this.names.remove(service.name(), service);
	}

	/** The wildcard with the longest prefix that serves a plain name. */
	@Nullable Service longestFor(ServiceName name) {
		Frame bytes = name.bytes();
		int longest = Math.min(bytes.length(), this.lengths.length - 1);
		for (int length = longest; length >= 0 && !this.offered.isEmpty(); length--) {
			if (this.lengths[length] > 0) {
				Frame prefix = ServiceName.start(bytes, length);
				Service wildcard = this.offered.get(prefix);
				if (wildcard != null && name.isUnder(prefix)) {
					return wildcard;
				}
			}
		}
		return null;
	}

	/** The names that a wildcard may serve, if there is no longer one. */
	List<Service> namesUnder(Frame prefix) {
		List<Service> found = new ArrayList<>();
		for (Service service : this.names.tailMap(prefix).values()) {
			if (!ServiceName.startsWith(service.name(), prefix)) {
				break;
			}
			found.add(service);
		}
		return found;
	}

	boolean isEmpty() {
		return this.offered.isEmpty() && this.names.isEmpty();
	}

}
