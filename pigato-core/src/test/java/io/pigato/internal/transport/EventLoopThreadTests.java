package io.pigato.internal.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;

import io.pigato.internal.Deadline;
import io.pigato.internal.ManualTicker;
import io.pigato.internal.Ticker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/** A loop on its own thread. */
class EventLoopThreadTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private static final int POSTERS = 4;

	private final EventLoop loop = new EventLoop("tested-loop", Ticker.system());

	private final ExecutorService others = Executors.newCachedThreadPool();

	@AfterEach
	void closeAll() throws InterruptedException {
		this.loop.close(LONG);
		this.others.shutdownNow();
		assertThat(this.others.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void noWakeUpIsLost() throws Exception {
		noWakeUpIsLost(50_000, () -> {
		});
	}

	@Test
	void noWakeUpIsLostByALoopThatExpectsAnswers() throws Exception {
		noWakeUpIsLost(20_000, this.loop::expectAnswer);
	}

	private void noWakeUpIsLost(int each, Runnable duty) throws Exception {
		this.loop.start();
		AtomicInteger runs = new AtomicInteger();

		List<Future<Integer>> posters = new ArrayList<>();
		for (int i = 0; i < POSTERS; i++) {
			posters.add(this.others.submit(() -> postInBursts(each, runs, duty)));
		}
		int posted = 0;
		for (Future<Integer> poster : posters) {
			posted += poster.get(100, TimeUnit.SECONDS);
		}

		assertThat(posted).isEqualTo(POSTERS * each);
		assertThat(runs).hasValue(posted);
	}

	@Test
	void aCommandIsRunOrRefusedAlsoWhenTheLoopEndsAtThatMoment() throws Exception {
		for (int round = 0; round < 300; round++) {
			EventLoop shortLived = new EventLoop("short-lived", Ticker.system());
			AtomicInteger runs = new AtomicInteger();
			CountDownLatch posting = new CountDownLatch(POSTERS);
			Callable<Integer> poster = () -> postUntilRefused(shortLived, runs, posting);
			List<Future<Integer>> posters = new ArrayList<>();
			for (int i = 0; i < POSTERS; i++) {
				posters.add(this.others.submit(poster));
			}
			shortLived.start();
			posting.await();
			assertThat(shortLived.close(LONG)).isTrue();

			int accepted = 0;
			for (Future<Integer> each : posters) {
				accepted += each.get(30, TimeUnit.SECONDS);
			}
			assertThat(runs).as("round %d", round).hasValue(accepted);
		}
	}

	@Test
	void aDeadlineWakesASleepingLoop() throws Exception {
		this.loop.start();
		CompletableFuture<Long> lateness = new CompletableFuture<>();
		this.loop.execute(() -> {
			long due = this.loop.nanos() + Duration.ofMillis(20).toNanos();
			this.loop.deadlines().schedule(deadline((now) -> lateness.complete(now - due)), due);
		});

		assertThat(lateness.get(30, TimeUnit.SECONDS)).isNotNegative();
	}

	@Test
	void anInterruptNeitherEndsTheLoopNorLeavesATrace() throws Exception {
		this.loop.start();
		Thread thread = ask(Thread::currentThread);

		thread.interrupt();
		ask(() -> {
			Thread.currentThread().interrupt();
			return null;
		});

		assertThat(ask(() -> Thread.currentThread().isInterrupted())).isFalse();
		assertThat(this.loop.isAlive()).isTrue();
	}

	@Test
	void anIdleLoopSleeps() throws Exception {
		ManualTicker ticker = new ManualTicker();
		CountingTicker counting = new CountingTicker(ticker);
		EventLoop idle = new EventLoop("idle", counting);
		idle.start();
		try {
			CompletableFuture<Thread> thread = new CompletableFuture<>();
			idle.execute(() -> thread.complete(Thread.currentThread()));
			thread.get(30, TimeUnit.SECONDS).interrupt();
			await().until(() -> {
				int before = counting.reads();
				return !readsMoreThan(counting, before, Duration.ofMillis(100));
			});
		}
		finally {
			idle.close(LONG);
		}
	}

	@Test
	void theLoopThreadIsADaemonAndKnowsItself() throws Exception {
		this.loop.start();

		assertThat(ask(() -> Thread.currentThread().isDaemon())).isTrue();
		assertThat(ask(() -> Thread.currentThread().getName())).isEqualTo("tested-loop");
		assertThat(ask(this.loop::inLoop)).isTrue();
		assertThat(this.loop.inLoop()).isFalse();
	}

	@Test
	void aLoopIsStartedOnce() {
		assertThat(this.loop.isAlive()).isFalse();
		this.loop.start();
		assertThat(this.loop.isAlive()).isTrue();

		assertThatIllegalStateException().isThrownBy(this.loop::start).withMessageContaining("tested-loop");
	}

	@Test
	void closingRunsWhatWaitsAndMayBeRepeated() throws Exception {
		this.loop.start();
		CountDownLatch release = new CountDownLatch(1);
		AtomicInteger runs = new AtomicInteger();
		this.loop.execute(() -> awaitQuietly(release));
		for (int i = 0; i < 5000; i++) {
			this.loop.execute(runs::incrementAndGet);
		}
		Future<Boolean> first = this.others.submit(() -> this.loop.close(LONG));
		await().until(() -> !this.loop.isOpen());
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> this.loop.execute(() -> {
		}));
		release.countDown();

		assertThat(this.loop.close(LONG)).isTrue();
		assertThat(first.get(30, TimeUnit.SECONDS)).isTrue();
		assertThat(runs).hasValue(5000);
		assertThat(this.loop.isAlive()).isFalse();
	}

	@Test
	void closingDoesNotWaitLongerThanItsLimit() {
		this.loop.start();
		CountDownLatch release = new CountDownLatch(1);
		this.loop.execute(() -> awaitQuietly(release));

		assertThat(this.loop.close(Duration.ofMillis(20))).isFalse();
		assertThat(this.loop.isAlive()).isTrue();

		release.countDown();
		assertThat(this.loop.close(LONG)).isTrue();
	}

	@Test
	void aLoopThatClosesItselfDoesNotWaitForItself() throws Exception {
		this.loop.start();

		assertThat(ask(() -> this.loop.close(LONG))).isFalse();

		await().until(() -> !this.loop.isAlive());
		assertThat(this.loop.close(Duration.ZERO)).isTrue();
	}

	@Test
	void anInterruptedCloserWaitsAllTheSameAndKeepsItsInterrupt() throws Exception {
		this.loop.start();
		CountDownLatch release = new CountDownLatch(1);
		this.loop.execute(() -> awaitQuietly(release));
		Future<Boolean> interrupted = this.others.submit(() -> {
			Thread.currentThread().interrupt();
			return this.loop.close(LONG) && Thread.interrupted();
		});
		await().until(() -> !this.loop.isOpen());
		release.countDown();

		assertThat(interrupted.get(30, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void listenersAreToldOfTheEndOnceOnTheLoopOrAtOnceWhenItIsOver() {
		List<String> told = new ArrayList<>();
		LoopEndListener withdrawn = (cause) -> told.add("withdrawn");
		this.loop.addEndListener((cause) -> {
			throw new IllegalStateException("a listener, on purpose");
		});
		this.loop.addEndListener((cause) -> told.add("cause " + cause + ", in loop " + this.loop.inLoop()));
		this.loop.addEndListener(withdrawn);
		this.loop.removeEndListener(withdrawn);
		this.loop.start();

		assertThat(this.loop.close(LONG)).isTrue();
		assertThat(told).containsExactly("cause null, in loop true");

		this.loop.addEndListener((cause) -> told.add("late, cause " + cause));
		assertThat(told).last().isEqualTo("late, cause null");
	}

	@Test
	void aSelectorThatFailsForGoodEndsTheLoopAndListenersLearnWhy() throws Exception {
		EventLoop failing = new EventLoop("failing", Ticker.system(), new FragileSelector(Integer.MAX_VALUE));
		CompletableFuture<Throwable> cause = new CompletableFuture<>();
		failing.addEndListener(cause::complete);
		AtomicInteger runs = new AtomicInteger();
		failing.start();

		AtomicInteger accepted = new AtomicInteger();
		await().pollInterval(Duration.ofMillis(1)).until(() -> isRefused(failing, runs, accepted));

		assertThat(cause.get(30, TimeUnit.SECONDS)).isInstanceOf(IllegalStateException.class)
			.hasMessageContaining("failing")
			.hasRootCauseInstanceOf(IOException.class);
		await().until(() -> !failing.isAlive());
		assertThat(runs).hasValue(accepted.get());
		assertThat(failing.isOpen()).isFalse();
		assertThat(failing.close(LONG)).isTrue();
	}

	@Test
	void aSelectorThatRecoversDoesNotEndTheLoop() throws Exception {
		EventLoop shaken = new EventLoop("shaken", Ticker.system(), new FragileSelector(5));
		shaken.start();
		CompletableFuture<Void> ran = new CompletableFuture<>();

		await().until(() -> {
			shaken.execute(() -> ran.complete(null));
			return ran.isDone();
		});

		assertThat(shaken.isAlive()).isTrue();
		assertThat(shaken.close(LONG)).isTrue();
	}

	private int postInBursts(int count, AtomicInteger runs, Runnable duty) throws InterruptedException {
		int posted = 0;
		while (posted < count) {
			int burst = Math.min(count - posted, ThreadLocalRandom.current().nextInt(1, 16));
			CountDownLatch done = new CountDownLatch(burst);
			for (int i = 0; i < burst; i++) {
				this.loop.execute(() -> {
					runs.incrementAndGet();
					duty.run();
					done.countDown();
				});
			}
			if (!done.await(30, TimeUnit.SECONDS)) {
				return posted;
			}
			posted += burst;
		}
		return posted;
	}

	private static int postUntilRefused(EventLoop loop, AtomicInteger runs, CountDownLatch posting) {
		int accepted = 0;
		try {
			while (true) {
				loop.execute(runs::incrementAndGet);
				accepted++;
				posting.countDown();
			}
		}
		catch (RejectedExecutionException ex) {
			return accepted;
		}
	}

	private static boolean isRefused(EventLoop loop, AtomicInteger runs, AtomicInteger accepted) {
		try {
			loop.execute(runs::incrementAndGet);
			accepted.incrementAndGet();
			return false;
		}
		catch (RejectedExecutionException ex) {
			return true;
		}
	}

	private <T> T ask(Callable<T> question) throws Exception {
		CompletableFuture<T> answer = new CompletableFuture<>();
		this.loop.execute(() -> {
			try {
				answer.complete(question.call());
			}
			catch (Exception ex) {
				answer.completeExceptionally(ex);
			}
		});
		return answer.get(30, TimeUnit.SECONDS);
	}

	private static boolean readsMoreThan(CountingTicker ticker, int before, Duration period) {
		long end = System.nanoTime() + period.toNanos();
		while (System.nanoTime() - end < 0) {
			if (ticker.reads() > before) {
				return true;
			}
			Thread.onSpinWait();
		}
		return false;
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Deadline deadline(LongConsumer action) {
		return new Deadline() {

			@Override
			protected void onDue(long nowNanos) {
				action.accept(nowNanos);
			}

		};
	}

	/** Counts how often it is read: each turn of a loop reads it. */
	private static final class CountingTicker implements Ticker {

		private final Ticker delegate;

		private final AtomicInteger reads = new AtomicInteger();

		CountingTicker(Ticker delegate) {
			this.delegate = delegate;
		}

		@Override
		public long nanos() {
			this.reads.incrementAndGet();
			return this.delegate.nanos();
		}

		int reads() {
			return this.reads.get();
		}

	}

}
