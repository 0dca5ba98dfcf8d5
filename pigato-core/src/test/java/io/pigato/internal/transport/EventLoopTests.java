package io.pigato.internal.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import io.pigato.internal.Deadline;
import io.pigato.internal.ManualTicker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** The duties of a loop, turned by hand with a clock that stands. */
class EventLoopTests {

	private final ManualTicker ticker = new ManualTicker();

	private final EventLoop loop = new EventLoop("by-hand", this.ticker);

	private final List<String> events = new ArrayList<>();

	@AfterEach
	void closeLoop() {
		this.loop.close(Duration.ZERO);
	}

	@Test
	void commandsRunInTheOrderTheyCameIn() {
		for (int i = 0; i < 10; i++) {
			int number = i;
			this.loop.execute(() -> this.events.add("command " + number));
		}

		this.loop.turn();

		assertThat(this.events).hasSize(10).isSorted();
	}

	@Test
	void aTurnRunsABoundedNumberOfCommands() {
		AtomicInteger runs = new AtomicInteger();
		this.loop.execute(new Runnable() {

			@Override
			public void run() {
				runs.incrementAndGet();
				EventLoopTests.this.loop.execute(this);
			}

		});

		this.loop.turn();
		int first = runs.get();
		this.loop.turn();

		assertThat(first).isPositive().isLessThanOrEqualTo(1024);
		assertThat(runs.get()).isGreaterThan(first);
		runs.set(0);
	}

	@Test
	void aTurnGoesFromCommandsToSourcesToDeadlinesToWhatEndsIt() {
		this.loop.atTurnEnd(() -> this.events.add("turn end"));
		schedule("deadline", Duration.ZERO);
		this.loop.ready(source("source", () -> false));
		this.loop.execute(() -> this.events.add("command"));
		this.ticker.advance(Duration.ofMillis(1));

		this.loop.turn();

		assertThat(this.events).containsExactly("command", "source", "deadline", "turn end");
	}

	@Test
	void afterAStallAllThatWaitsIsReadBeforeADeadlineIsJudged() {
		AtomicInteger left = new AtomicInteger(1000);
		this.loop.ready(source("source", () -> left.decrementAndGet() > 0));
		schedule("deadline", Duration.ofMillis(1));
		this.loop.execute(() -> this.loop.execute(() -> this.events.add("command")));
		this.ticker.advance(Duration.ofSeconds(10));

		this.loop.turn();

		assertThat(this.events).hasSize(1002).contains("command").endsWith("source", "deadline");
	}

	@Test
	void afterAStallInputThatComesAMomentLaterIsReadBeforeADeadlineIsJudged() {
		schedule("deadline", Duration.ofMillis(1));
		LoopSource late = source("late", () -> false);
		this.loop.ready(source("first", () -> false));
		this.loop.atTurnEnd(() -> this.loop.execute(() -> this.loop.ready(late)));
		this.ticker.advance(Duration.ofSeconds(10));

		this.loop.turn();

		assertThat(this.events).containsExactly("first", "late", "deadline");
	}

	@Test
	void afterAStallInputWithoutEndDoesNotKeepDeadlinesWaitingForEver() {
		this.loop.ready(source("source", () -> true));
		schedule("deadline", Duration.ofMillis(1));
		this.ticker.advance(Duration.ofSeconds(10));

		this.loop.turn();

		assertThat(this.events).endsWith("deadline");
	}

	@Test
	void afterAShortStallDeadlinesDoNotWaitLongerForEndlessInputThanTheStallWas() {
		this.loop.ready(source("source", () -> {
			this.ticker.advance(Duration.ofMillis(1));
			return true;
		}));
		schedule("deadline", Duration.ofMillis(1));
		this.ticker.advance(Duration.ofMillis(150));

		this.loop.turn();

		assertThat(this.events).endsWith("deadline").hasSizeBetween(100, 160);
	}

	@Test
	void withoutAStallADeadlineDoesNotWaitForInput() {
		this.loop.ready(source("source", () -> true));
		schedule("deadline", Duration.ofMillis(1));
		this.ticker.advance(Duration.ofMillis(50));

		this.loop.turn();

		assertThat(this.events).containsExactly("source", "deadline");
	}

	@Test
	void whatEndsATurnRunsOnce() {
		this.loop.atTurnEnd(() -> this.events.add("turn end"));

		this.loop.turn();
		this.loop.turn();

		assertThat(this.events).containsExactly("turn end");
	}

	@Test
	void aSourceThatHasMoreIsPolledOnceATurn() {
		AtomicInteger left = new AtomicInteger(3);
		this.loop.ready(source("source", () -> left.decrementAndGet() > 0));

		this.loop.turn();
		assertThat(this.events).hasSize(1);

		this.loop.turn();
		this.loop.turn();
		this.loop.turn();
		assertThat(this.events).hasSize(3);
	}

	@Test
	void sourcesThatAlwaysHaveMoreTakeTurnsAndDoNotKeepACommandWaiting() {
		this.loop.ready(source("a", () -> true));
		this.loop.ready(source("b", () -> true));

		this.loop.turn();
		this.loop.execute(() -> this.events.add("command"));
		this.loop.turn();

		assertThat(this.events).containsExactly("a", "b", "command", "a", "b");
	}

	@Test
	void aSourceIsInLineOnlyOnce() {
		LoopSource source = source("source", () -> false);
		this.loop.ready(source);
		this.loop.ready(source);

		this.loop.turn();

		assertThat(this.events).containsExactly("source");
	}

	@Test
	void aSourceMadeReadyByAnotherIsPolledInTheNextTurn() {
		LoopSource second = source("second", () -> false);
		this.loop.ready(source("first", () -> {
			this.loop.ready(second);
			return false;
		}));

		this.loop.turn();
		assertThat(this.events).containsExactly("first");

		this.loop.turn();
		assertThat(this.events).containsExactly("first", "second");
	}

	@Test
	void aChannelThatBecomesReadableHasItsSourcePolled() throws IOException {
		Pipe pipe = Pipe.open();
		try (Pipe.SourceChannel in = pipe.source(); Pipe.SinkChannel out = pipe.sink()) {
			in.configureBlocking(false);
			this.loop.register(in, SelectionKey.OP_READ, source("readable", () -> readAll(in)));
			this.loop.turn();
			this.loop.turn();
			assertThat(this.events).isEmpty();

			out.write(ByteBuffer.wrap(new byte[1]));
			this.loop.turn();
			this.loop.turn();
			this.loop.turn();

			assertThat(this.events).containsExactly("readable");
		}
	}

	@Test
	void deadlinesFallDueInTheOrderOfTheirTimes() {
		schedule("third", Duration.ofSeconds(70));
		schedule("first", Duration.ofMillis(3));
		schedule("second", Duration.ofMillis(90));

		this.loop.turn();
		assertThat(this.events).isEmpty();

		this.ticker.advance(Duration.ofMillis(3));
		this.loop.turn();
		assertThat(this.events).containsExactly("first");

		this.ticker.advance(Duration.ofMinutes(2));
		this.loop.turn();
		assertThat(this.events).containsExactly("first", "second", "third");
	}

	@Test
	void nothingThatATaskThrowsKeepsTheOthersFromRunning() {
		this.loop.execute(() -> {
			throw new IllegalStateException("a command, on purpose");
		});
		this.loop.execute(() -> {
			throw new OutOfMemoryError("a command, on purpose");
		});
		this.loop.execute(EventLoopTests::overflowTheStack);
		this.loop.execute(() -> this.events.add("command"));
		this.loop.ready(source("bad source", () -> {
			throw new IllegalStateException("a source, on purpose");
		}));
		this.loop.ready(source("source", () -> false));
		schedule(Duration.ZERO, () -> {
			throw new IllegalStateException("a deadline, on purpose");
		});
		schedule("deadline", Duration.ZERO);
		this.loop.atTurnEnd(() -> {
			throw new IllegalStateException("a flush, on purpose");
		});
		this.loop.atTurnEnd(() -> this.events.add("turn end"));
		this.ticker.advance(Duration.ofMillis(1));

		this.loop.turn();

		assertThat(this.events).containsExactly("command", "bad source", "source", "deadline", "turn end");
		assertThat(this.loop.isOpen()).isTrue();
	}

	@Test
	void aSourceThatThrewCanBeMadeReadyAgain() {
		LoopSource source = source("source", () -> {
			throw new IllegalStateException("on purpose");
		});
		this.loop.ready(source);
		this.loop.turn();
		this.loop.ready(source);
		this.loop.turn();

		assertThat(this.events).containsExactly("source", "source");
	}

	@Test
	void theCallerOfATurnIsInTheLoop() {
		assertThat(this.loop.inLoop()).isFalse();
		this.loop.execute(() -> this.events.add("in loop: " + this.loop.inLoop()));

		this.loop.turn();

		assertThat(this.events).containsExactly("in loop: true");
		assertThat(this.loop.inLoop()).isTrue();
	}

	@Test
	void aLoopWithAThreadIsNotTurnedByHand() {
		this.loop.start();

		assertThatIllegalStateException().isThrownBy(this.loop::turn).withMessageContaining("by-hand");
	}

	@Test
	void closingALoopThatWasNeverStartedRunsWhatWaitsAndRefusesTheRest() {
		this.loop.execute(() -> {
			this.events.add("command, in loop: " + this.loop.inLoop());
			this.loop.atTurnEnd(() -> this.events.add("flush"));
		});
		this.loop.addEndListener((cause) -> this.events.add("ended by " + cause));

		assertThat(this.loop.close(Duration.ZERO)).isTrue();
		assertThat(this.loop.close(Duration.ZERO)).isTrue();

		assertThat(this.events).containsExactly("command, in loop: true", "flush", "ended by null");
		assertThat(this.loop.isOpen()).isFalse();
		assertThatExceptionOfType(RejectedExecutionException.class)
			.isThrownBy(() -> this.loop.execute(() -> this.events.add("late")))
			.withMessageContaining("by-hand");
		assertThatIllegalStateException().isThrownBy(this.loop::start);
		this.loop.turn();
		assertThat(this.events).doesNotContain("late");
	}

	@Test
	void theTimeSinceTheLastTurnIsThatOfTheClock() {
		this.loop.turn();
		this.ticker.advance(Duration.ofSeconds(3));

		assertThat(this.loop.nanosSinceLastTurn()).isEqualTo(Duration.ofSeconds(3).toNanos());
		assertThat(this.loop.nanos()).isEqualTo(Duration.ofSeconds(3).toNanos());
	}

	@SuppressWarnings("InfiniteRecursion") // that is the point
	private static void overflowTheStack() {
		overflowTheStack();
	}

	private static boolean readAll(Pipe.SourceChannel channel) {
		try {
			channel.read(ByteBuffer.allocate(16));
			return false;
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private LoopSource source(String name, BooleanSupplier more) {
		return new LoopSource() {

			@Override
			protected boolean poll() {
				EventLoopTests.this.events.add(name);
				return more.getAsBoolean();
			}

		};
	}

	private void schedule(String name, Duration delay) {
		schedule(delay, () -> this.events.add(name));
	}

	private void schedule(Duration delay, Runnable action) {
		this.loop.deadlines().schedule(new Deadline() {

			@Override
			protected void onDue(long nowNanos) {
				action.run();
			}

		}, this.ticker.nanos() + delay.toNanos());
	}

}
