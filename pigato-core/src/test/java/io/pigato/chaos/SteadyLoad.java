package io.pigato.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.pigato.PigatoException;
import io.pigato.client.PigatoClient;
import io.pigato.client.ReplyCallback;
import org.jspecify.annotations.Nullable;

/** Requests of a healthy client for healthy workers, at a steady rate. */
final class SteadyLoad {

	static final String SERVICE = "steady";

	private static final int WINDOW = 256;

	private static final int MEASUREMENTS = 5;

	private static final int TURN_MILLIS = 2;

	/** What would be asked beyond that is not: the machine does something else. */
	private static final int MOST_PENDING = 10_000;

	private final PigatoClient client;

	private final CountDownLatch over = new CountDownLatch(1);

	private final AtomicLong asked = new AtomicLong();

	private final AtomicLong answered = new AtomicLong();

	private final AtomicLong failed = new AtomicLong();

	private final AtomicLong missed = new AtomicLong();

	private final List<Latencies> windows = new ArrayList<>();

	private final List<Latencies> pauses = new ArrayList<>();

	private volatile boolean paused;

	private volatile Latencies window = new Latencies();

	private volatile Latencies pause = new Latencies();

	private volatile Latencies minute = new Latencies();

	private @Nullable Thread thread;

	SteadyLoad(PigatoClient client) {
		this.client = client;
	}

	/**
	 * How many requests a second are answered when there are always some under way; the
	 * least of several measurements, since other work may share the machine.
	 */
	double capacity(Duration time) throws InterruptedException {
		double least = Double.MAX_VALUE;
		for (int i = 0; i < MEASUREMENTS; i++) {
			least = Math.min(least, rate(time.dividedBy(MEASUREMENTS)));
		}
		this.window = new Latencies();
		this.minute = new Latencies();
		return least;
	}

	private double rate(Duration time) throws InterruptedException {
		Semaphore room = new Semaphore(WINDOW);
		long begin = System.nanoTime();
		long count = 0;
		while (System.nanoTime() - begin < time.toNanos()) {
			room.acquire();
			ask(System.nanoTime(), room::release);
			count++;
		}
		room.acquire(WINDOW);
		return count / ((System.nanoTime() - begin) / 1e9);
	}

	void start(double perSecond) {
		Thread asker = new Thread(() -> ask(perSecond), "endurance-steady");
		this.thread = asker;
		asker.start();
	}

	/** Asks nothing more until it is to go on. */
	void pause(boolean now) {
		this.paused = now;
	}

	boolean isIdle() {
		return this.answered.get() + this.failed.get() == this.asked.get();
	}

	/** Ends it, and waits for the last answers. */
	void stop() throws InterruptedException {
		this.over.countDown();
		Thread asker = this.thread;
		if (asker != null) {
			asker.join();
		}
		nextWindow();
	}

	long asked() {
		return this.asked.get();
	}

	long answered() {
		return this.answered.get();
	}

	long failed() {
		return this.failed.get();
	}

	/** How many were not asked for want of answers. */
	long missed() {
		return this.missed.get();
	}

	/** The present minute is over; its latencies. */
	Latencies nextMinute() {
		Latencies past = this.minute;
		this.minute = new Latencies();
		return past;
	}

	/** The present window is over. */
	void nextWindow() {
		this.windows.add(this.window);
		this.pauses.add(this.pause);
		this.pause = new Latencies();
		this.window = new Latencies();
	}

	List<Latencies> windows() {
		return this.windows;
	}

	/** How long a pause of 2 ms took in each window: what the machine itself adds. */
	List<Latencies> pauses() {
		return this.pauses;
	}

	private void ask(double perSecond) {
		double nanosEach = TimeUnit.SECONDS.toNanos(1) / perSecond;
		long begin = System.nanoTime();
		long number = 0;
		long before = System.nanoTime();
		try {
			while (!this.over.await(TURN_MILLIS, TimeUnit.MILLISECONDS)) {
				this.pause.add(System.nanoTime() - before);
				if (this.paused) {
					begin = System.nanoTime();
					number = 0;
					before = begin;
					continue;
				}
				// The time that counts is when it should have been asked
				long due = begin + (long) (number * nanosEach);
				while (due <= System.nanoTime()) {
					askOrMiss(due);
					due = begin + (long) (++number * nanosEach);
				}
				before = System.nanoTime();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void askOrMiss(long due) {
		if (this.asked.get() - this.answered.get() - this.failed.get() < MOST_PENDING && !this.paused) {
			ask(due, () -> {
			});
		}
		else {
			this.missed.incrementAndGet();
		}
	}

	private void ask(long due, Runnable then) {
		this.asked.incrementAndGet();
		this.client.service(SERVICE).data("ping").retrieve().callback(String.class, new ReplyCallback<>() {

			@Override
			public void onFinal(@Nullable String value) {
				long took = System.nanoTime() - due;
				SteadyLoad.this.window.add(took);
				SteadyLoad.this.minute.add(took);
				SteadyLoad.this.answered.incrementAndGet();
				then.run();
			}

			@Override
			public void onError(PigatoException error) {
				SteadyLoad.this.failed.incrementAndGet();
				then.run();
			}

		});
	}

}
