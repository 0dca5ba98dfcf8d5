package io.pigato.spring.lifecycle;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PigatoThreadsTests {

	@Test
	void platformThreadsAreNamedDaemonsAndEndWithTheirOwner() throws InterruptedException {
		PigatoThreads threads = PigatoThreads.platform();
		assertThat(threadOf(threads.handlers())).matches(Thread::isDaemon)
			.extracting(Thread::getName)
			.asString()
			.startsWith("pigato-handler-");
		assertThat(threadOf(threads.callbacks())).matches(Thread::isDaemon)
			.extracting(Thread::getName)
			.asString()
			.startsWith("pigato-callback-");
		threads.close();
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> threads.handlers().execute(() -> {
		}));
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> threads.callbacks().execute(() -> {
		}));
	}

	@Test
	void asManyHandlersRunAtOnceAsAreBegun() throws Exception {
		try (PigatoThreads threads = PigatoThreads.platform()) {
			CyclicBarrier together = new CyclicBarrier(51);
			for (int i = 0; i < 50; i++) {
				threads.handlers().execute(() -> {
					try {
						together.await();
					}
					catch (Exception ex) {
						throw new IllegalStateException(ex);
					}
				});
			}
			together.await();
		}
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void virtualThreadsAreNamed() throws InterruptedException {
		try (PigatoThreads threads = PigatoThreads.virtual()) {
			assertThat(threadOf(threads.handlers()).getName()).startsWith("pigato-handler-");
			assertThat(threadOf(threads.handlers()).getClass().getName()).contains("Virtual");
			assertThat(threadOf(threads.callbacks()).getName()).startsWith("pigato-callback-");
		}
	}

	private static Thread threadOf(Executor executor) throws InterruptedException {
		AtomicReference<Thread> thread = new AtomicReference<>();
		CountDownLatch done = new CountDownLatch(1);
		executor.execute(() -> {
			thread.set(Thread.currentThread());
			done.countDown();
		});
		done.await();
		return thread.get();
	}

}
