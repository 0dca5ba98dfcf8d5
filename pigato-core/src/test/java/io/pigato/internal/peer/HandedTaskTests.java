package io.pigato.internal.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Rules of {@link HandedTask}. */
class HandedTaskTests {

	private final AtomicInteger runs = new AtomicInteger();

	private final List<Runnable> queued = new ArrayList<>();

	@Test
	void isRunByItsExecutor() {
		HandedTask.runSurely(Runnable::run, this.runs::incrementAndGet);
		assertThat(this.runs).hasValue(1);
	}

	@ParameterizedTest
	@ValueSource(classes = { RejectedExecutionException.class, OutOfMemoryError.class })
	void isRunOnceByTheCommonPoolThoughItsExecutorHasQueuedIt(Class<? extends Throwable> failure) throws Exception {
		CountDownLatch done = new CountDownLatch(1);
		Throwable thrown = failure.getConstructor().newInstance();
		HandedTask.runSurely(queueing(thrown), () -> {
			this.runs.incrementAndGet();
			done.countDown();
		});
		assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
		this.queued.forEach(Runnable::run);
		assertThat(this.runs).hasValue(1);
	}

	@Test
	void isNotRunAgainThoughItFailsOnTheThreadThatHandsItOver() {
		HandedTask.runSurely(Runnable::run, () -> {
			this.runs.incrementAndGet();
			throw new IllegalStateException("on purpose");
		});
		assertThat(this.runs).hasValue(1);
	}

	@Test
	void isTakenBackOnceAndNotRunThen() {
		HandedTask task = new HandedTask(this.runs::incrementAndGet);
		assertThat(task.takeBack()).isTrue();
		assertThat(task.takeBack()).isFalse();
		task.run();
		assertThat(this.runs).hasValue(0);
	}

	@Test
	void isNotTakenBackWhenItHasBegun() {
		HandedTask task = new HandedTask(this.runs::incrementAndGet);
		task.run();
		assertThat(task.takeBack()).isFalse();
		task.run();
		assertThat(this.runs).hasValue(1);
	}

	private Executor queueing(Throwable thrown) {
		return (task) -> {
			this.queued.add(task);
			if (thrown instanceof Error error) {
				throw error;
			}
			throw (RuntimeException) thrown;
		};
	}

}
