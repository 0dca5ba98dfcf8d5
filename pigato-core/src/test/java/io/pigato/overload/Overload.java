package io.pigato.overload;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.pigato.ErrorCodes;
import io.pigato.client.PigatoClient;
import io.pigato.transport.PigatoLoop;
import io.pigato.transport.Transport;
import io.pigato.worker.PigatoWorker;
import io.pigato.worker.RequestHandler;

/**
 * Offers ten times of what a service can do to a broker with a small heap, while a
 * healthy pair goes on, and measures both. Prints Markdown; ends with 1 if a healthy
 * request has failed, one of the others has ended otherwise than by a reply or a refusal,
 * or the broker has not survived. Run by {@code scripts/overload}.
 */
final class Overload implements AutoCloseable {

	private static final int HANDLERS = 8;

	private static final int HANDLER_MILLIS = 5;

	private static final int CAPACITY = HANDLERS * 1000 / HANDLER_MILLIS;

	private static final int OFFERED = 10 * CAPACITY;

	private static final int PEACE_SECONDS = 10;

	private final Transport transport;

	private final PigatoLoop loop = PigatoLoop.start("overload");

	private final SmallBroker broker;

	private final PigatoClient healthy;

	private final PigatoClient crowd;

	private Overload(Transport transport, SmallBroker broker) {
		this.transport = transport;
		this.broker = broker;
		this.healthy = client();
		this.crowd = client();
	}

	/** The engine and how many seconds of overload. */
	public static void main(String[] args) throws Exception {
		Transport transport = Transport.valueOf(args[0]);
		boolean held;
		try (Overload overload = new Overload(transport, SmallBroker.start(transport))) {
			held = overload.run(Integer.parseInt(args[1]));
		}
		System.exit(held ? 0 : 1);
	}

	private boolean run(int seconds) throws Exception {
		CountDownLatch never = new CountDownLatch(1);
		worker("echo", 10, (request, reply) -> reply.end(request.data(Integer.class)));
		worker("busy", HANDLERS, (request, reply) -> reply.end(never.await(HANDLER_MILLIS, TimeUnit.MILLISECONDS)));
		healthy(PEACE_SECONDS);
		Outcomes peace = healthy(PEACE_SECONDS);
		long memory = this.broker.residentMegabytes();
		Outcomes flood = new Outcomes();
		Thread flooding = new Thread(() -> flood(flood, seconds), "flood");
		flooding.start();
		Outcomes meanwhile = healthy(seconds);
		flooding.join();
		long end = System.nanoTime();
		flood.awaitAll();
		long recovered = (System.nanoTime() - end) / 1_000_000;
		Outcomes after = healthy(PEACE_SECONDS);
		print("in peace", peace);
		print("meanwhile", meanwhile);
		print("afterwards", after);
		System.out.printf(Locale.ROOT,
				"%n- offered to a service of %,d a second: %,d a second, %,d in all; answered %,d, refused %,d%n",
				CAPACITY, OFFERED, flood.count(), flood.of(Outcomes.OK), flood.of(ErrorCodes.QUEUE_FULL));
		System.out.printf(Locale.ROOT, "- refused after %.1f ms (median), %.1f ms (99 of 100)%n",
				flood.microsAt(ErrorCodes.QUEUE_FULL, 0.5) / 1000.0,
				flood.microsAt(ErrorCodes.QUEUE_FULL, 0.99) / 1000.0);
		System.out.printf("- the last of it was answered %d ms after the end%n", recovered);
		System.out.printf("- memory of the broker's process: %d MiB before, %d after, with a heap of %d%n", memory,
				this.broker.residentMegabytes(), SmallBroker.HEAP_MEGABYTES);
		return this.broker.isAlive() && isWhole(peace) && isWhole(meanwhile) && isWhole(after)
				&& flood.of(Outcomes.OK) + flood.of(ErrorCodes.QUEUE_FULL) == flood.count();
	}

	private static boolean isWhole(Outcomes outcomes) {
		return outcomes.count() > 0 && outcomes.of(Outcomes.OK) == outcomes.count();
	}

	private static void print(String when, Outcomes healthy) {
		System.out.printf(Locale.ROOT, "| %s | %,d | %,d | %d | %d |%n", when, healthy.count(),
				healthy.count() - healthy.of(Outcomes.OK), healthy.microsAt(Outcomes.OK, 0.5),
				healthy.microsAt(Outcomes.OK, 0.99));
	}

	/** One request each millisecond. */
	private Outcomes healthy(int seconds) throws InterruptedException {
		Outcomes outcomes = new Outcomes();
		long begin = System.nanoTime();
		for (int i = 0; i < seconds * 1000; i++) {
			awaitNanos(begin + i * 1_000_000L);
			outcomes.ask(this.healthy, "echo", i);
		}
		return outcomes.awaitAll();
	}

	private void flood(Outcomes outcomes, int seconds) {
		try {
			long begin = System.nanoTime();
			for (int milli = 0; milli < seconds * 1000; milli++) {
				awaitNanos(begin + milli * 1_000_000L);
				for (int i = 0; i < OFFERED / 1000; i++) {
					outcomes.ask(this.crowd, "busy", milli);
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void awaitNanos(long when) throws InterruptedException {
		long left = when - System.nanoTime();
		if (left > 0) {
			new CountDownLatch(1).await(left, TimeUnit.NANOSECONDS);
		}
	}

	private PigatoClient client() {
		PigatoClient client = PigatoClient.builder()
			.endpoint(this.broker.endpoint())
			.transport(this.transport)
			.loop(this.loop)
			.build();
		client.start();
		return client;
	}

	private void worker(String service, int concurrency, RequestHandler handler) {
		PigatoWorker.builder()
			.endpoint(this.broker.endpoint())
			.transport(this.transport)
			.loop(this.loop)
			.service(service)
			.concurrency(concurrency)
			.shutdownGrace(Duration.ZERO)
			.handler(handler)
			.build()
			.start();
	}

	@Override
	public void close() throws IOException {
		this.crowd.close();
		this.healthy.close();
		this.broker.close();
		this.loop.close();
	}

}
