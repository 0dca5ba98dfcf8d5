package io.pigato.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.hamcrest.Matchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class HeldBytesTests {

	private static final int MOST = 1000;

	private final HeldBytes held = new HeldBytes(MOST);

	private final ExecutorService writers = Executors.newCachedThreadPool();

	@AfterEach
	void endWriters() throws InterruptedException {
		this.writers.shutdownNow();
		assertThat(this.writers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void aWriterWaitsUntilEnoughIsReleased() throws Exception {
		this.held.take(MOST + 1, () -> true);
		AtomicBoolean asked = new AtomicBoolean();
		Future<?> writer = this.writers.submit(() -> this.held.take(1, () -> {
			asked.set(true);
			return true;
		}));
		await().untilTrue(asked);
		assertThat(writer.isDone()).isFalse();
		this.held.release(1);
		writer.get(30, TimeUnit.SECONDS);
	}

	@Test
	void aWriterGoesOnOnceWaitingIsUseless() throws Exception {
		this.held.takeNow(2 * MOST);
		AtomicBoolean useful = new AtomicBoolean(true);
		Future<?> writer = this.writers.submit(() -> this.held.take(1, useful::get));
		useful.set(false);
		writer.get(30, TimeUnit.SECONDS);
	}

	@Test
	void anInterruptEndsTheWaitAndIsKept() {
		this.held.takeNow(2 * MOST);
		Thread.currentThread().interrupt();
		this.held.take(1, () -> true);
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void whereThereIsRoomForOneWriterTheOthersGoOnWaiting() throws Exception {
		int count = 16;
		int large = MOST + 1;
		AtomicInteger waiting = new AtomicInteger();
		AtomicInteger passed = new AtomicInteger();
		AtomicInteger released = new AtomicInteger();
		List<Future<Boolean>> all = new ArrayList<>();
		this.held.takeNow(large);
		for (int i = 0; i < count; i++) {
			all.add(this.writers.submit(() -> {
				AtomicBoolean counted = new AtomicBoolean();
				this.held.take(large, () -> {
					if (counted.compareAndSet(false, true)) {
						waiting.incrementAndGet();
					}
					return true;
				});
				return passed.incrementAndGet() <= released.get();
			}));
		}
		await().untilAtomic(waiting, Matchers.is(count));
		for (int i = 1; i <= count; i++) {
			released.incrementAndGet();
			this.held.release(large);
			await().untilAtomic(passed, Matchers.greaterThanOrEqualTo(i));
		}
		for (Future<Boolean> inTurn : all) {
			assertThat(inTurn.get(30, TimeUnit.SECONDS)).isTrue();
		}
	}

	@Test
	void manyWritersPassAsFastAsTheirBytesAreReleased() throws Exception {
		int each = 5_000;
		LinkedBlockingQueue<Integer> written = new LinkedBlockingQueue<>();
		List<Future<?>> all = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			all.add(this.writers.submit(() -> {
				for (int n = 0; n < each; n++) {
					this.held.take(MOST / 2, () -> true);
					written.add(MOST / 2);
				}
			}));
		}
		for (int n = 0; n < 4 * each; n++) {
			Integer bytes = written.poll(30, TimeUnit.SECONDS);
			assertThat(bytes).isNotNull();
			this.held.release(bytes);
		}
		for (Future<?> writer : all) {
			writer.get(30, TimeUnit.SECONDS);
		}
		this.held.take(1, () -> {
			throw new AssertionError("Something is held that was released");
		});
	}

}
