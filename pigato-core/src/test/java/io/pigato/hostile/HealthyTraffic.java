package io.pigato.hostile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.pigato.client.PigatoClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Clients that ask one thing after another and are never to be disappointed. */
final class HealthyTraffic implements AutoCloseable {

	private static final int KEPT = 1 << 20;

	private final List<Thread> threads = new ArrayList<>();

	private final long pauseNanos;

	private final AtomicLong succeeded = new AtomicLong();

	private final Queue<String> failures = new ConcurrentLinkedQueue<>();

	private final long[] nanos = new long[KEPT];

	private final AtomicInteger measured = new AtomicInteger();

	private final CountDownLatch over = new CountDownLatch(1);

	/**
	 * Begins to ask.
	 * @param clients each of which has a thread of its own
	 * @param pause between two requests of one client
	 */
	HealthyTraffic(List<PigatoClient> clients, Duration pause) {
		this.pauseNanos = pause.toNanos();
		for (PigatoClient client : clients) {
			Thread thread = new Thread(() -> run(client), "healthy-" + this.threads.size());
			thread.setDaemon(true);
			this.threads.add(thread);
		}
		this.threads.forEach(Thread::start);
	}

	/** As many more requests succeed, and none fails. */
	void more(int count) {
		long goal = this.succeeded.get() + count;
		Site.patiently().until(() -> this.succeeded.get() >= goal || !this.failures.isEmpty());
		assertThat(this.failures).as("failures of healthy clients").isEmpty();
	}

	long succeeded() {
		return this.succeeded.get();
	}

	int failed() {
		return this.failures.size();
	}

	/** Forgets what was measured so far. */
	void restart() {
		this.measured.set(0);
	}

	/**
	 * What was measured since {@link #restart()}.
	 * @param share for example 0.99
	 * @return in microseconds
	 */
	long microsAt(double share) {
		int count = Math.min(KEPT, this.measured.get());
		long[] sorted = Arrays.copyOf(this.nanos, count);
		Arrays.sort(sorted);
		return (count == 0) ? 0 : sorted[Math.min(count - 1, (int) (count * share))] / 1000;
	}

	private void run(PigatoClient client) {
		try {
			for (int i = 0; !this.over.await(this.pauseNanos, TimeUnit.NANOSECONDS); i++) {
				ask(client, i);
			}
		}
		catch (InterruptedException ex) {
			this.failures.add(ex.toString());
		}
	}

	private void ask(PigatoClient client, int number) {
		long begin = System.nanoTime();
		try {
			Integer answer = client.request(Site.SERVICE, number, Integer.class);
			if (answer == null || answer != number) {
				this.failures.add(answer + " instead of " + number);
			}
			this.succeeded.incrementAndGet();
		}
		catch (RuntimeException ex) {
			this.failures.add(ex.toString());
		}
		this.nanos[this.measured.getAndIncrement() % KEPT] = System.nanoTime() - begin;
	}

	@Override
	public void close() {
		this.over.countDown();
		for (Thread thread : this.threads) {
			try {
				thread.join(Site.PATIENCE.toMillis());
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

}
