package io.pigato.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;

/**
 * What a JVM has used.
 *
 * @param cpuNanos of all its threads since its start
 * @param allocatedBytes by the threads that live
 * @param heapBytes in use now
 * @param compilerMillis of its compilers since its start
 */
record Usage(long cpuNanos, long allocatedBytes, long heapBytes, long compilerMillis) {

	static final Usage NONE = new Usage(0, 0, 0, 0);

	static final String PREFIX = "usage ";

	static Usage now() {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long allocated = 0;
		for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
			allocated += Math.max(0, bytes);
		}
		OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
		return new Usage(system.getProcessCpuTime(), allocated,
				ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
				ManagementFactory.getCompilationMXBean().getTotalCompilationTime());
	}

	/** Tells on each line of the standard input, and ends the process with it. */
	static void tellWhenAsked() throws IOException {
		BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		for (String line = input.readLine(); line != null; line = input.readLine()) {
			if (line.endsWith("collected")) {
				System.gc();
			}
			System.out.println(now().line());
		}
		Runtime.getRuntime().halt(0);
	}

	static Usage parse(String line) {
		String[] numbers = line.substring(PREFIX.length()).split(" ");
		return new Usage(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]),
				Long.parseLong(numbers[3]));
	}

	String line() {
		return PREFIX + this.cpuNanos + " " + this.allocatedBytes + " " + this.heapBytes + " "
				+ this.compilerMillis;
	}

	Usage minus(Usage before) {
		return new Usage(this.cpuNanos - before.cpuNanos, this.allocatedBytes - before.allocatedBytes,
				this.heapBytes - before.heapBytes, this.compilerMillis - before.compilerMillis);
	}

}
