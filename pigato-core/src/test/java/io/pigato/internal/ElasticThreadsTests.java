package io.pigato.internal;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(60)
class ElasticThreadsTests {

	private static final int LIMIT = 8;

	private final ElasticThreads threads = threads(LIMIT, Duration.ofSeconds(30));

	@AfterEach
	void close() {
		this.threads.shutdown();
	}

	@Test
	void asManyTasksRunAtOnceAsAllowed() throws InterruptedException {
		Blockers blockers = new Blockers();
		IntStream.range(0, LIMIT + 3).forEach((i) -> this.threads.execute(blockers));
		blockers.awaitBegun(LIMIT);
		assertThat(blockers.begun.getCount()).isEqualTo(100 - LIMIT);
		blockers.mayEnd.countDown();
		blockers.awaitBegun(LIMIT + 3);
	}

	@Test
	void moreRunWhenMoreAreAllowed() throws InterruptedException {
		Blockers blockers = new Blockers();
		IntStream.range(0, LIMIT + 2).forEach((i) -> this.threads.execute(blockers));
		blockers.awaitBegun(LIMIT);
		this.threads.grow(LIMIT + 2);
		blockers.awaitBegun(LIMIT + 2);
		this.threads.grow(1);
		blockers.mayEnd.countDown();
	}

	@RepeatedTest(20)
	void tasksThatTurnOutToBeSlowDoNotHoldUpOthers() throws InterruptedException {
		runQuickOnes(2_000);
		Blockers blockers = new Blockers();
		IntStream.range(0, LIMIT).forEach((i) -> this.threads.execute(blockers));
		blockers.awaitBegun(LIMIT);
		blockers.mayEnd.countDown();
	}

	@RepeatedTest(5)
	void everyTaskIsRunOnceAndNeverMoreThanAllowedAtOnce() throws Exception {
		int each = 5_000;
		int submitters = 4;
		CountDownLatch left = new CountDownLatch(each * submitters);
		AtomicInteger running = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		Runnable task = () -> {
			most.accumulateAndGet(running.incrementAndGet(), Math::max);
			if (ThreadLocalRandom.current().nextInt(100) == 0) {
				Thread.yield();
			}
			running.decrementAndGet();
			left.countDown();
		};
		IntStream.range(0, submitters).mapToObj((i) -> new Thread(() -> {
			for (int n = 0; n < each; n++) {
				this.threads.execute(task);
			}
		})).forEach(Thread::start);
		assertThat(left.await(50, TimeUnit.SECONDS)).isTrue();
		assertThat(most).hasValueBetween(1, LIMIT);
	}

	@RepeatedTest(5)
	void aTaskAfterAPauseIsRun() throws InterruptedException {
		for (int i = 0; i < 500; i++) {
			CountDownLatch done = new CountDownLatch(1);
			this.threads.execute(done::countDown);
			assertThat(done.await(50, TimeUnit.SECONDS)).isTrue();
		}
	}

	@Test
	void aTaskThatFailsOrIsInterruptedHarmsNoOther() throws InterruptedException {
		ElasticThreads one = threads(1, Duration.ofSeconds(30));
		CountDownLatch done = new CountDownLatch(1);
		AtomicBoolean interrupted = new AtomicBoolean(true);
		one.execute(() -> {
			throw new IllegalStateException("on purpose");
		});
		one.execute(() -> Thread.currentThread().interrupt());
		one.execute(() -> {
			interrupted.set(Thread.currentThread().isInterrupted());
			done.countDown();
		});
		assertThat(done.await(50, TimeUnit.SECONDS)).isTrue();
		assertThat(interrupted).isFalse();
		one.shutdown();
	}

	@Test
	void closingRunsWhatThereIsTakesNoMoreAndEndsTheThreads() throws InterruptedException {
		Blockers blockers = new Blockers();
		IntStream.range(0, LIMIT + 5).forEach((i) -> this.threads.execute(blockers));
		blockers.awaitBegun(LIMIT);
		this.threads.shutdown();
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> this.threads.execute(blockers));
		blockers.mayEnd.countDown();
		blockers.awaitBegun(LIMIT + 5);
		Awaitility.await().until(() -> blockers.threads.stream().noneMatch(Thread::isAlive));
	}

	@Test
	void idleThreadsEndAndNewOnesTakeTheirPlace() throws InterruptedException {
		ElasticThreads restless = threads(LIMIT, Duration.ofMillis(20));
		for (int round = 0; round < 3; round++) {
			Blockers blockers = new Blockers();
			IntStream.range(0, LIMIT).forEach((i) -> restless.execute(blockers));
			blockers.awaitBegun(LIMIT);
			blockers.mayEnd.countDown();
			Awaitility.await().until(() -> blockers.threads.stream().noneMatch(Thread::isAlive));
			assertThat(blockers.threads).hasSize(LIMIT).allMatch(Thread::isDaemon);
		}
		restless.shutdown();
	}

	@Test
	void aTaskDoesNotWaitForOneThatLastsThoughThreadsAreLeaving() throws InterruptedException {
		ElasticThreads restless = threads(LIMIT, Duration.ofNanos(20_000));
		Blockers blockers = new Blockers();
		restless.execute(blockers);
		for (int i = 0; i < 5_000; i++) {
			CountDownLatch done = new CountDownLatch(2);
			restless.execute(done::countDown);
			restless.execute(done::countDown);
			assertThat(done.await(50, TimeUnit.SECONDS)).isTrue();
		}
		blockers.mayEnd.countDown();
		restless.shutdown();
	}

	@Test
	void aTaskIsRunThoughTheLastThreadLeavesMeanwhile() throws InterruptedException {
		ElasticThreads one = threads(1, Duration.ofNanos(1));
		for (int i = 0; i < 50_000; i++) {
			CountDownLatch done = new CountDownLatch(1);
			one.execute(done::countDown);
			assertThat(done.await(20, TimeUnit.SECONDS)).as("task " + i).isTrue();
		}
		one.shutdown();
	}

	@Test
	void quickTasksOneAfterTheOtherNeedFewThreads() throws InterruptedException {
		for (int i = 0; i < 500; i++) {
			CountDownLatch done = new CountDownLatch(1);
			this.threads.execute(done::countDown);
			assertThat(done.await(50, TimeUnit.SECONDS)).isTrue();
		}
		assertThat(this.threads.getLargestPoolSize()).isLessThanOrEqualTo(LIMIT / 2);
	}

	private static ElasticThreads threads(int limit, Duration idle) {
		return new ElasticThreads((task) -> {
			Thread thread = new Thread(task);
			thread.setDaemon(true);
			return thread;
		}, limit, idle);
	}

	private void runQuickOnes(int count) throws InterruptedException {
		CountDownLatch done = new CountDownLatch(count);
		for (int i = 0; i < count; i++) {
			this.threads.execute(done::countDown);
		}
		assertThat(done.await(50, TimeUnit.SECONDS)).isTrue();
	}

	private static final class Blockers implements Runnable {

		private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

		private final CountDownLatch begun = new CountDownLatch(100);

		private final CountDownLatch mayEnd = new CountDownLatch(1);

		@Override
		public void run() {
			this.threads.add(Thread.currentThread());
			this.begun.countDown();
			try {
				this.mayEnd.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

		private void awaitBegun(int count) {
			Awaitility.await().atMost(Duration.ofSeconds(50)).until(() -> this.begun.getCount() <= 100 - count);
		}

	}

}
