package io.pigato.internal.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.pigato.Undeclared;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Listeners hear of everything, whatever they throw and whoever refuses to call them. */
class ListenerCallsTests {

	private final List<String> told = new ArrayList<>();

	@Test
	void aListenerThatFailsInWhateverWayIsToldOfWhatFollows() {
		ListenerCalls calls = new ListenerCalls(Runnable::run);
		calls.tell(() -> {
			this.told.add("first");
			throw Undeclared.thrown(new Exception("Meant to fail"));
		});
		calls.tell(() -> {
			this.told.add("second");
			throw new NoClassDefFoundError("Meant to fail");
		});
		calls.tell(() -> this.told.add("third"));
		assertThat(this.told).containsExactly("first", "second", "third");
	}

	@Test
	void anExecutorThatFailsOnceCostsNoEvent() throws InterruptedException {
		AtomicBoolean fails = new AtomicBoolean(true);
		ListenerCalls calls = new ListenerCalls((task) -> {
			if (fails.getAndSet(false)) {
				throw new OutOfMemoryError("unable to create native thread");
			}
			task.run();
		});
		CountDownLatch both = new CountDownLatch(2);
		calls.tell(both::countDown);
		calls.tell(both::countDown);
		assertThat(both.await(20, TimeUnit.SECONDS)).isTrue();
	}

}
