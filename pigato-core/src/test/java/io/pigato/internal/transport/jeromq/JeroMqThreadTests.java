package io.pigato.internal.transport.jeromq;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The second one tells if a JDK's selector no longer asks. */
class JeroMqThreadTests {

	private static final int LOOKS = 100;

	private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

	private final AtomicInteger ways = new AtomicInteger();

	@Test
	void makesWayFromTheThirdQuickLookOn() throws Exception {
		run(() -> {
			look(0);
			look(1_000);
			look(1_000);
			assertThat(this.ways).hasValue(0);
			look(1_000);
			assertThat(this.ways).hasValue(1);
			look(1_000);
			assertThat(this.ways).hasValue(2);
		});
	}

	@Test
	void makesWayWhereASelectorFindsTheSameChannelReadableAgainAndAgain() throws Exception {
		run(() -> {
			try (Selector selector = Selector.open()) {
				lookAtAReadableChannel(selector);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		});
		assertThat(this.ways).hasValueGreaterThanOrEqualTo(LOOKS);
	}

	@Test
	void makesNoWayWhereLooksHaveSomethingToDo() throws Exception {
		run(() -> {
			for (int i = 0; i < LOOKS; i++) {
				look(1_000);
				look(1_000);
				look(TimeUnit.MICROSECONDS.toNanos(10));
			}
		});
		assertThat(this.ways).hasValue(0);
	}

	@Test
	void makesNoWayForThoseWhoAskFromOutside() {
		JeroMqThread thread = thread(() -> {
		});
		for (int i = 0; i < LOOKS; i++) {
			assertThat(thread.isInterrupted()).isFalse();
		}
		assertThat(this.ways).hasValue(0);
	}

	@Test
	void isInterruptedAsAnyThread() throws Exception {
		AtomicInteger interrupted = new AtomicInteger();
		run(() -> {
			Thread.currentThread().interrupt();
			interrupted.addAndGet(Thread.currentThread().isInterrupted() ? 1 : 0);
		});
		assertThat(interrupted).hasValue(1);
	}

	private void look(long afterNanos) {
		this.nanos.addAndGet(afterNanos);
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

	private void lookAtAReadableChannel(Selector selector) throws IOException {
		Pipe pipe = Pipe.open();
		try (Pipe.SinkChannel sink = pipe.sink(); Pipe.SourceChannel source = pipe.source()) {
			source.configureBlocking(false);
			source.register(selector, SelectionKey.OP_READ);
			sink.write(ByteBuffer.allocate(1));
			for (int i = 0; i < LOOKS + 3; i++) {
				selector.select(1000);
				selector.selectedKeys().clear();
			}
		}
	}

	private void run(Runnable task) throws Exception {
		AtomicInteger done = new AtomicInteger();
		JeroMqThread thread = thread(() -> {
			task.run();
			done.incrementAndGet();
		});
		thread.start();
		thread.join();
		assertThat(done).as("the task has ended well").hasValue(1);
	}

	private JeroMqThread thread(Runnable task) {
		return new JeroMqThread(task, "looks", this.nanos::get, this.ways::incrementAndGet);
	}

}
