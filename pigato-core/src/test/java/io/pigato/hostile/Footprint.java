package io.pigato.hostile;

import java.io.File;
import java.util.Set;
import java.util.TreeSet;

/**
 * What this process holds.
 *
 * @param descriptors open files and connections
 * @param threads names of the threads of loops and engines
 */
record Footprint(long descriptors, Set<String> threads) {

	private static final String THREADS = "(pigato-broker|peers|victims).*";

	static Footprint now() {
		Set<String> threads = new TreeSet<>();
		for (Thread thread : Thread.getAllStackTraces().keySet()) {
			if (thread.getName().matches(THREADS) && !thread.getName().matches(".*(handler|callback|closer).*")) {
				threads.add(thread.getName());
			}
		}
		return new Footprint(openDescriptors(), threads);
	}

	static long openDescriptors() {
		String[] open = new File("/proc/self/fd").list();
		return (open != null) ? open.length : 0;
	}

}
