package io.pigato;

import java.lang.management.ManagementFactory;

/** What is on the heap when nothing is left that could be collected. */
public final class HeapUse {

	private HeapUse() {
	}

	/** How many bytes that is. */
	public static long bytes() {
		long least = Long.MAX_VALUE;
		for (int i = 0; i < 4; i++) {
			System.gc();
			least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
		}
		return least;
	}

}
