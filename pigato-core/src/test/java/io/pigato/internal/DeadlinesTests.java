package io.pigato.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** One rule at a time; {@link DeadlinesModelTests} mixes them. */
class DeadlinesTests {

	private static final long TICK = 1_000_000;

	private static final long TWO_YEARS = TimeUnit.DAYS.toNanos(730);

	private final Deadlines deadlines = new Deadlines(0);

	private final List<String> fired = new ArrayList<>();

	@Test
	void anEmptyWheelHasNothingToWaitFor() {
		assertThat(this.deadlines.nextNanos()).isEqualTo(Deadlines.NONE);
		assertThat(this.deadlines.size()).isZero();
		assertThat(this.deadlines.advance(TWO_YEARS * 10)).isZero();
		assertThat(this.deadlines.nextNanos()).isEqualTo(Deadlines.NONE);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 63, 64, 65, 127, 128, 4095, 4096, 4097, 8191, 8192, 262_143, 262_144, 262_145,
			16_777_215, 16_777_216, 1_073_741_823, 1_073_741_824, 63_072_000_000L })
	void aDeadlineIsNeitherEarlyNorLateOnWhateverLevelItBegan(long ticks) {
		this.deadlines.schedule(named("it"), ticks * TICK);

		assertThat(this.deadlines.advance(ticks * TICK - 1)).isZero();
		assertThat(this.deadlines.size()).isOne();
		assertThat(this.deadlines.advance(ticks * TICK)).isOne();
		assertThat(this.fired).containsExactly("it");
		assertThat(this.deadlines.size()).isZero();
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 63, 64, 65, 4095, 4096, 4097, 262_144, 16_777_217 })
	void aDeadlineIsInTimeWhateverTickTheWheelStoodAt(long start) {
		this.deadlines.advance(start * TICK);
		for (long distance : new long[] { 1, 63, 64, 4032, 4095, 4096, 262_143, 262_144 }) {
			this.deadlines.schedule(named("at " + distance), (start + distance) * TICK);
		}

		for (long distance : new long[] { 1, 63, 64, 4032, 4095, 4096, 262_143, 262_144 }) {
			this.deadlines.advance((start + distance) * TICK - 1);
			assertThat(this.fired).doesNotContain("at " + distance);
			this.deadlines.advance((start + distance) * TICK);
			assertThat(this.fired).last().isEqualTo("at " + distance);
		}
	}

	@Test
	void aTimeBetweenTwoTicksFallsDueAtTheLaterOne() {
		this.deadlines.schedule(named("it"), TICK + 1);

		assertThat(this.deadlines.advance(2 * TICK - 1)).isZero();
		assertThat(this.deadlines.advance(2 * TICK)).isOne();
	}

	@Test
	void whatIsFarAheadCascadesDownToItsTick() {
		this.deadlines.schedule(named("it"), 300_000 * TICK);
		int steps = 0;

		while (this.fired.isEmpty()) {
			long next = this.deadlines.nextNanos();
			assertThat(next).isLessThanOrEqualTo(300_000 * TICK);
			this.deadlines.advance(next);
			steps++;
		}

		assertThat(steps).isLessThanOrEqualTo(6);
	}

	@Test
	void oneMoreThanTwoYearsAheadFallsDueAfterTwoYears() {
		this.deadlines.schedule(named("it"), Long.MAX_VALUE);

		assertThat(this.deadlines.advance(TWO_YEARS)).isZero();
		assertThat(this.deadlines.advance(TWO_YEARS + TimeUnit.DAYS.toNanos(90))).isOne();
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -1, -TICK, Long.MIN_VALUE, -Long.MAX_VALUE })
	void aTimeInThePastFallsDueAtTheNextAdvance(long due) {
		this.deadlines.schedule(named("it"), due);

		assertThat(this.deadlines.nextNanos()).isEqualTo(TICK);
		assertThat(this.deadlines.advance(TICK)).isOne();
	}

	@ParameterizedTest
	@ValueSource(longs = { -1, -TICK * 64, Long.MIN_VALUE, Long.MIN_VALUE + 7, Long.MAX_VALUE,
			Long.MAX_VALUE - 64 * TICK, Long.MAX_VALUE - 5000 * TICK })
	void theClockMayBeNegativeAndMayWrap(long origin) {
		Deadlines wrapping = new Deadlines(origin);
		wrapping.schedule(named("first"), origin + 64 * TICK);
		wrapping.schedule(named("second"), origin + 5000 * TICK);

		assertThat(wrapping.nextNanos() - (origin + 64 * TICK)).isNotPositive();
		assertThat(wrapping.advance(origin + 64 * TICK - 1)).isZero();
		assertThat(wrapping.advance(origin + 64 * TICK)).isOne();
		assertThat(wrapping.advance(origin + 5000 * TICK - 1)).isZero();
		assertThat(wrapping.advance(origin + 5000 * TICK)).isOne();
		assertThat(this.fired).containsExactly("first", "second");
	}

	@Test
	void deadlinesFallDueInTheOrderOfTheirTimesHoweverLateTheAdvance() {
		long[] ticks = { 5000, 3, 64, 1, 300_000, 4096, 63, 65 };
		for (long tick : ticks) {
			this.deadlines.schedule(named(String.format("%07d", tick)), tick * TICK);
		}

		assertThat(this.deadlines.advance(400_000 * TICK)).isEqualTo(ticks.length);

		assertThat(this.fired).isSorted().hasSize(ticks.length);
	}

	@Test
	void aClockThatGoesBackDoesNothing() {
		this.deadlines.advance(100 * TICK);
		this.deadlines.schedule(named("it"), 101 * TICK);

		assertThat(this.deadlines.advance(50 * TICK)).isZero();
		assertThat(this.deadlines.advance(101 * TICK)).isOne();
	}

	@Test
	void aCancelledDeadlineDoesNotFallDue() {
		Deadline deadline = named("it");
		this.deadlines.schedule(deadline, 70 * TICK);
		assertThat(deadline.isScheduled()).isTrue();

		deadline.cancel();
		deadline.cancel();

		assertThat(deadline.isScheduled()).isFalse();
		assertThat(this.deadlines.size()).isZero();
		assertThat(this.deadlines.nextNanos()).isEqualTo(Deadlines.NONE);
		assertThat(this.deadlines.advance(100 * TICK)).isZero();
	}

	@Test
	void cancellingOneOfASlotLeavesTheOthers() {
		Deadline first = named("first");
		Deadline middle = named("middle");
		Deadline last = named("last");
		for (Deadline each : List.of(first, middle, named("kept"), last)) {
			this.deadlines.schedule(each, 5 * TICK);
		}

		middle.cancel();
		first.cancel();
		last.cancel();
		this.deadlines.advance(5 * TICK);

		assertThat(this.fired).containsExactly("kept");
	}

	@Test
	void schedulingAgainMovesADeadline() {
		Deadline deadline = named("it");
		this.deadlines.schedule(deadline, 5 * TICK);
		this.deadlines.schedule(deadline, 500 * TICK);

		assertThat(this.deadlines.size()).isOne();
		assertThat(this.deadlines.advance(499 * TICK)).isZero();
		assertThat(this.deadlines.advance(500 * TICK)).isOne();
	}

	@Test
	void aDeadlineMovesToAnotherWheel() {
		Deadlines other = new Deadlines(0);
		Deadline deadline = named("it");
		this.deadlines.schedule(deadline, 5 * TICK);
		other.schedule(deadline, 5 * TICK);

		assertThat(this.deadlines.size()).isZero();
		assertThat(this.deadlines.advance(5 * TICK)).isZero();
		assertThat(other.advance(5 * TICK)).isOne();
	}

	@Test
	void aDeadlineMayCancelOthersOfItsTickAndOfLaterOnes() {
		Deadline sameTick = named("same tick");
		Deadline later = named("later");
		this.deadlines.schedule(acting("canceller", (now) -> {
			sameTick.cancel();
			later.cancel();
		}), 5 * TICK);
		this.deadlines.schedule(sameTick, 5 * TICK);
		this.deadlines.schedule(later, 6 * TICK);

		assertThat(this.deadlines.advance(10 * TICK)).isOne();
		assertThat(this.fired).containsExactly("canceller");
		assertThat(this.deadlines.size()).isZero();
	}

	@Test
	void aDeadlineIsNotScheduledWhileItFallsDue() {
		Deadline[] self = new Deadline[1];
		self[0] = acting("it", (now) -> this.fired.add("scheduled: " + self[0].isScheduled()));
		this.deadlines.schedule(self[0], TICK);

		this.deadlines.advance(TICK);

		assertThat(this.fired).containsExactly("it", "scheduled: false");
	}

	@Test
	void aDeadlineThatSchedulesItselfAgainFallsDueOncePerAdvance() {
		Deadline[] self = new Deadline[1];
		self[0] = acting("it", (now) -> this.deadlines.schedule(self[0], now - 50 * TICK));
		this.deadlines.schedule(self[0], TICK);

		assertThat(this.deadlines.advance(10_000 * TICK)).isOne();
		assertThat(this.deadlines.advance(10_000 * TICK)).isZero();
		assertThat(this.deadlines.advance(10_001 * TICK)).isOne();
		assertThat(this.deadlines.size()).isOne();
	}

	@Test
	void aPeriodicDeadlineKeepsItsPeriod() {
		Deadline[] self = new Deadline[1];
		self[0] = acting("beat", (now) -> this.deadlines.schedule(self[0], now + 64 * TICK));
		this.deadlines.schedule(self[0], 64 * TICK);

		for (long tick = 1; tick <= 64 * 100; tick++) {
			this.deadlines.advance(tick * TICK);
		}

		assertThat(this.fired).hasSize(100);
	}

	@Test
	void aDeadlineIsHandedTheTimeOfTheAdvance() {
		this.deadlines.schedule(acting("it", (now) -> this.fired.add("now " + now)), 3 * TICK);

		this.deadlines.advance(7 * TICK + 5);

		assertThat(this.fired).contains("now " + (7 * TICK + 5));
	}

	@Test
	void oneThatThrowsDoesNotKeepTheOthersFromFallingDue() {
		this.deadlines.schedule(throwing(new IllegalStateException("first, on purpose")), 5 * TICK);
		this.deadlines.schedule(named("same tick"), 5 * TICK);
		this.deadlines.schedule(throwing(new OutOfMemoryError("second, on purpose")), 6 * TICK);
		this.deadlines.schedule(named("later"), 70 * TICK);

		assertThatIllegalStateException().isThrownBy(() -> this.deadlines.advance(100 * TICK))
			.withMessage("first, on purpose")
			.satisfies((ex) -> assertThat(ex.getSuppressed()).hasExactlyElementsOfTypes(OutOfMemoryError.class));

		assertThat(this.fired).containsExactly("same tick", "later");
		assertThat(this.deadlines.size()).isZero();
		assertThat(this.deadlines.advance(200 * TICK)).isZero();
	}

	@Test
	void anErrorIsRethrownAsItIs() {
		this.deadlines.schedule(throwing(new StackOverflowError("on purpose")), TICK);

		assertThatExceptionOfType(StackOverflowError.class).isThrownBy(() -> this.deadlines.advance(TICK));
	}

	private Deadline named(String name) {
		return acting(name, (now) -> {
		});
	}

	private Deadline acting(String name, LongConsumer action) {
		return new Deadline() {

			@Override
			protected void onDue(long nowNanos) {
				DeadlinesTests.this.fired.add(name);
				action.accept(nowNanos);
			}

		};
	}

	private static Deadline throwing(Throwable thrown) {
		return new Deadline() {

			@Override
			protected void onDue(long nowNanos) {
				if (thrown instanceof Error error) {
					throw error;
				}
				throw (RuntimeException) thrown;
			}

		};
	}

}
