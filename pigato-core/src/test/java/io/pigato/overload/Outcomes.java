package io.pigato.overload;

import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import io.pigato.PigatoServiceUnavailableException;
import io.pigato.client.PigatoClient;

import static org.awaitility.Awaitility.await;

/** Asks without waiting, and counts how requests end. Safe for use by any thread. */
final class Outcomes {

	static final String OK = "ok";

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();

	private final Map<String, Queue<Long>> micros = new ConcurrentHashMap<>();

	private final Queue<CompletableFuture<?>> asked = new ConcurrentLinkedQueue<>();

	private final Queue<CompletableFuture<?>> counted = new ConcurrentLinkedQueue<>();

	void ask(PigatoClient client, String service, Object data) {
		long begin = System.nanoTime();
		CompletableFuture<Object> reply = client.service(service)
			.data(data)
			.timeout(PATIENCE)
			.retrieve()
			.future(Object.class);
		this.asked.add(reply);
		this.counted.add(reply.whenComplete((value, error) -> count((error != null) ? nameOf(error) : OK, begin)));
	}

	private void count(String outcome, long beginNanos) {
		this.micros.computeIfAbsent(outcome, (key) -> new ConcurrentLinkedQueue<>())
			.add((System.nanoTime() - beginNanos) / 1000);
		this.counts.computeIfAbsent(outcome, (key) -> new AtomicInteger()).incrementAndGet();
	}

	private static String nameOf(Throwable error) {
		Throwable cause = (error instanceof CompletionException && error.getCause() != null) ? error.getCause() : error;
		return (cause instanceof PigatoServiceUnavailableException refused) ? refused.code()
				: cause.getClass().getSimpleName();
	}

	int of(String outcome) {
		AtomicInteger count = this.counts.get(outcome);
		return (count != null) ? count.get() : 0;
	}

	/** How many were asked. */
	int count() {
		return this.counted.size();
	}

	/** All that were asked have ended. */
	Outcomes awaitAll() {
		await().atMost(PATIENCE).until(() -> this.counted.stream().allMatch(CompletableFuture::isDone));
		return this;
	}

	/** Waits no longer for any. */
	void cancelAll() {
		this.asked.forEach((each) -> each.cancel(false));
	}

	/**
	 * How long those took that ended in one way.
	 * @param share for example 0.99
	 * @return in microseconds
	 */
	long microsAt(String outcome, double share) {
		long[] sorted = this.micros.getOrDefault(outcome, new ConcurrentLinkedQueue<>())
			.stream()
			.mapToLong(Long::longValue)
			.sorted()
			.toArray();
		return (sorted.length == 0) ? 0 : sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))];
	}

	@Override
	public String toString() {
		return this.counts.toString();
	}

}
