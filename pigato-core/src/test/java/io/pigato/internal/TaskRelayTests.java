package io.pigato.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Rules of {@link TaskRelay}. */
class TaskRelayTests {

	private final List<Integer> ran = new ArrayList<>();

	/** Threads that have been asked for: the test runs them. */
	private final Queue<Runnable> asked = new ArrayDeque<>();

	private final ExecutorService pool = Executors.newCachedThreadPool();

	@AfterEach
	void close() {
		this.pool.shutdownNow();
	}

	@Test
	void manyTasksAskForOneThreadAndItForOneMore() {
		TaskRelay relay = new TaskRelay(this.asked::add);
		for (int i = 0; i < 100; i++) {
			relay.execute(task(i));
		}
		assertThat(this.asked).hasSize(1);
		this.asked.remove().run();
		assertThat(this.ran).hasSize(100).isSorted();
		assertThat(this.asked).hasSize(1);
		this.asked.remove().run();
		assertThat(this.asked).isEmpty();
	}

	@Test
	void theLastTaskAsksForNobody() {
		TaskRelay relay = new TaskRelay(this.asked::add);
		relay.execute(task(1));
		this.asked.remove().run();
		assertThat(this.asked).isEmpty();
	}

	@Test
	void aTaskOfATaskIsRun() {
		TaskRelay relay = new TaskRelay(this.asked::add);
		relay.execute(() -> relay.execute(task(1)));
		this.asked.remove().run();
		assertThat(this.ran).containsExactly(1);
	}

	@Test
	void tasksThatWaitForEachOtherRunAtOnce() throws InterruptedException {
		TaskRelay relay = new TaskRelay(this.pool);
		CountDownLatch together = new CountDownLatch(50);
		CountDownLatch met = new CountDownLatch(50);
		for (int i = 0; i < 50; i++) {
			relay.execute(() -> {
				together.countDown();
				await(together);
				met.countDown();
			});
		}
		assertThat(met.await(30, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void aTaskThatFailsAndOneThatIsInterruptedHarmNoOther() {
		TaskRelay relay = new TaskRelay(this.asked::add);
		relay.execute(() -> Thread.currentThread().interrupt());
		relay.execute(() -> this.ran.add(Thread.currentThread().isInterrupted() ? -1 : 1));
		relay.execute(() -> {
			throw new IllegalStateException("failed");
		});
		relay.execute(task(2));
		assertThatIllegalStateException().isThrownBy(() -> this.asked.remove().run()).withMessage("failed");
		assertThat(this.ran).containsExactly(1);
		this.asked.remove().run();
		assertThat(this.ran).containsExactly(1, 2);
	}

	@Test
	void whereNoThreadCanBeHadATaskIsRefusedAndNotRunLater() {
		List<Runnable> threads = new ArrayList<>();
		AtomicInteger left = new AtomicInteger(1);
		TaskRelay relay = new TaskRelay((thread) -> {
			if (left.getAndDecrement() <= 0) {
				throw new RejectedExecutionException("closed");
			}
			threads.add(thread);
		});
		relay.execute(task(1));
		threads.get(0).run();
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> relay.execute(task(2)));
		left.set(1);
		relay.execute(task(3));
		threads.get(1).run();
		assertThat(this.ran).containsExactly(1, 3);
	}

	@Test
	void aTaskIsNotRunLaterWhateverAskingForAThreadHasThrown() {
		AtomicInteger left = new AtomicInteger();
		TaskRelay relay = new TaskRelay((thread) -> {
			if (left.getAndDecrement() <= 0) {
				throw new OutOfMemoryError("unable to create native thread");
			}
			this.asked.add(thread);
		});
		assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> relay.execute(task(1)));
		left.set(1);
		relay.execute(task(2));
		this.asked.remove().run();
		assertThat(this.ran).containsExactly(2);
	}

	@Test
	void aTaskThatIsTakenIsRunWhateverAskingForAnotherThreadHasThrown() {
		AtomicInteger left = new AtomicInteger(1);
		TaskRelay relay = new TaskRelay((thread) -> {
			if (left.getAndDecrement() <= 0) {
				throw new IllegalStateException("Meant to fail");
			}
			this.asked.add(thread);
		});
		relay.execute(task(1));
		relay.execute(task(2));
		this.asked.remove().run();
		assertThat(this.ran).containsExactly(1, 2);
	}

	@Test
	void aThreadThatIsThereDoesAllWhereNoOtherCanBeHad() {
		TaskRelay relay = new TaskRelay((thread) -> {
			if (!this.asked.isEmpty() || !this.ran.isEmpty()) {
				throw new OutOfMemoryError("unable to create native thread");
			}
			this.asked.add(thread);
		});
		relay.execute(task(1));
		relay.execute(task(2));
		relay.execute(task(3));
		this.asked.element().run();
		assertThat(this.ran).containsExactly(1, 2, 3);
	}

	@Test
	void aTaskThatReliedOnAThreadThatDoesNotComeIsRun() {
		CountDownLatch ran = new CountDownLatch(1);
		AtomicReference<TaskRelay> relay = new AtomicReference<>();
		Executor exhausted = (thread) -> {
			// Another task comes meanwhile, which is content with the thread asked for
			if (this.ran.isEmpty()) {
				this.ran.add(1);
				relay.get().execute(ran::countDown);
			}
			throw new OutOfMemoryError("unable to create native thread");
		};
		relay.set(new TaskRelay(exhausted));
		assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> relay.get().execute(task(2)));
		await(ran);
		assertThat(this.ran).containsExactly(1);
	}

	@Test
	void aTaskBehindOneThatFailsIsRunThoughNoThreadCanBeHad() {
		CountDownLatch ran = new CountDownLatch(1);
		TaskRelay relay = new TaskRelay((thread) -> {
			if (!this.asked.isEmpty()) {
				throw new RejectedExecutionException("full");
			}
			this.asked.add(thread);
		});
		relay.execute(() -> {
			throw new IllegalStateException("failed");
		});
		relay.execute(ran::countDown);
		assertThatIllegalStateException().isThrownBy(() -> this.asked.element().run()).withMessage("failed");
		await(ran);
	}

	@Test
	void everyTaskIsRunOnce() throws Exception {
		TaskRelay relay = new TaskRelay(this.pool);
		int producers = 4;
		int each = 50_000;
		AtomicInteger[] runs = new AtomicInteger[producers * each];
		CountDownLatch all = new CountDownLatch(runs.length);
		for (int i = 0; i < runs.length; i++) {
			runs[i] = new AtomicInteger();
		}
		for (int producer = 0; producer < producers; producer++) {
			int first = producer * each;
			this.pool.execute(() -> {
				for (int i = first; i < first + each; i++) {
					AtomicInteger run = runs[i];
					relay.execute(() -> {
						run.incrementAndGet();
						all.countDown();
					});
				}
			});
		}
		assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();
		assertThat(runs).allMatch((run) -> run.get() == 1);
	}

	private Runnable task(int number) {
		return () -> this.ran.add(number);
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
