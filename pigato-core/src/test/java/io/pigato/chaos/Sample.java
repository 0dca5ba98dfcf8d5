package io.pigato.chaos;

import java.lang.management.ManagementFactory;
import java.util.Locale;

import javax.management.JMException;
import javax.management.ObjectName;

import io.pigato.broker.BrokerSnapshot;
import io.pigato.broker.PigatoBroker;
import io.pigato.broker.ServiceSnapshot;

/**
 * What a process holds at one moment, after a collection.
 *
 * @param seconds since the begin
 * @param requests how many were made since the begin
 * @param failures how many of healthy clients for healthy workers failed
 * @param heapBytes what lives
 * @param descriptors how many are open
 * @param threads how many live
 * @param broker what the broker holds
 * @param names how many names it knows, those included that were only asked for
 * @param p99Millis of healthy requests since the sample before
 */
record Sample(long seconds, long requests, long failures, long heapBytes, long descriptors, int threads,
		BrokerSnapshot broker, int names, double p99Millis) {

	static final String HEAD = """
			| s | requests | failed | heap, MiB | descriptors | threads | services | names | workers | clients | waiting | in flight | p99, ms |
			|---|---|---|---|---|---|---|---|---|---|---|---|---|""";

	private static final double MEBI = 1024 * 1024;

	private static final int NAMES = 10_000;

	static Sample take(long seconds, long requests, long failures, PigatoBroker broker, double p99Millis) {
		System.gc();
		System.gc();
		int names = (int) broker.services(NAMES).join().stream().map(ServiceSnapshot::name).count();
		return new Sample(seconds, requests, failures,
				ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), openDescriptors(),
				ManagementFactory.getThreadMXBean().getThreadCount(), broker.snapshot(), names, p99Millis);
	}

	/** How many descriptors this process has; −1 if the system does not tell. */
	static long openDescriptors() {
		try {
			Object count = ManagementFactory.getPlatformMBeanServer()
				.getAttribute(new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME),
						"OpenFileDescriptorCount");
			return ((Number) count).longValue();
		}
		catch (JMException ex) {
			return -1;
		}
	}

	double heapMebibytes() {
		return this.heapBytes / MEBI;
	}

	String row() {
		return String.format(Locale.ROOT, "| %d | %d | %d | %.1f | %d | %d | %d | %d | %d | %d | %d | %d | %.2f |",
				this.seconds, this.requests, this.failures, heapMebibytes(), this.descriptors, this.threads,
				this.broker.services(), this.names, this.broker.workers(), this.broker.clients(), this.broker.queued(),
				this.broker.inFlight(), this.p99Millis);
	}

}
