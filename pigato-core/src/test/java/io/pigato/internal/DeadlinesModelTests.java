package io.pigato.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The wheel against a model that is too simple to be wrong, over random schedules,
 * cancellations and advances. A failure names its seed and its origin, and comes again
 * with them.
 */
class DeadlinesModelTests {

	private static final long TICK = TimeUnit.MILLISECONDS.toNanos(1);

	private static final int STEPS = 4000;

	private static final int POOL = 60;

	static List<Arguments> seedsAndOrigins() {
		List<Arguments> all = new ArrayList<>();
		long[] origins = { 0, 1, -1, -123_456_789_123L, Long.MAX_VALUE - 40 * TICK, Long.MIN_VALUE, 987_654_321_987L };
		for (long seed = 1; seed <= 40; seed++) {
			all.add(Arguments.of(seed, origins[(int) (seed % origins.length)]));
		}
		return all;
	}

	@ParameterizedTest
	@MethodSource("seedsAndOrigins")
	void theWheelDoesWhatTheModelDoes(long seed, long origin) {
		Run run = new Run(new Random(seed), origin);
		for (int step = 0; step < STEPS; step++) {
			run.step();
		}
		run.drain();
		assertThat(run.fallen).isGreaterThan(STEPS / 10);
	}

	/**
	 * One random run; all times in the model are elapsed nanoseconds since the origin.
	 */
	private static final class Run {

		private final Random random;

		private final long origin;

		private final Deadlines deadlines;

		private final Numbered[] pool = new Numbered[POOL];

		/** The due times by number. */
		private final Map<Integer, Long> model = new TreeMap<>();

		private final List<Integer> fired = new ArrayList<>();

		private long elapsed;

		private boolean advancing;

		private int fallen;

		Run(Random random, long origin) {
			this.random = random;
			this.origin = origin;
			this.deadlines = new Deadlines(origin);
			for (int i = 0; i < POOL; i++) {
				this.pool[i] = new Numbered(i);
			}
		}

		void step() {
			switch (this.random.nextInt(6)) {
				case 0, 1, 2 -> schedule(this.random.nextInt(POOL));
				case 3 -> cancel(this.random.nextInt(POOL));
				default -> advanceBy(randomSpan());
			}
			checkWaiting();
		}

		void drain() {
			while (!this.model.isEmpty()) {
				long next = this.deadlines.nextNanos() - this.origin;
				assertThat(next).isGreaterThan(this.elapsed - TICK);
				advanceBy(Math.max(1, next - this.elapsed));
				checkWaiting();
			}
			assertThat(this.deadlines.nextNanos()).isEqualTo(Deadlines.NONE);
		}

		private void schedule(int number) {
			long due = this.elapsed + (this.random.nextInt(8) == 0 ? -randomSpan() : randomSpan());
			this.deadlines.schedule(this.pool[number], this.origin + due);
			this.model.put(number, Math.max(tickOf(due), this.elapsed / TICK + 1));
		}

		private void cancel(int number) {
			this.pool[number].cancel();
			this.model.remove(number);
		}

		private void advanceBy(long span) {
			this.elapsed += span;
			long target = this.elapsed / TICK;
			List<Integer> expected = this.model.entrySet()
				.stream()
				.filter((entry) -> entry.getValue() <= target)
				.map(Map.Entry::getKey)
				.toList();
			Map<Integer, Long> before = new TreeMap<>(this.model);
			this.fired.clear();
			this.advancing = true;
			int count = this.deadlines.advance(this.origin + this.elapsed);
			this.advancing = false;
			assertThat(count).isEqualTo(this.fired.size());
			this.fallen += count;
			assertThat(this.fired).doesNotHaveDuplicates().isSubsetOf(expected);
			assertThat(this.fired).isSortedAccordingTo(Comparator.comparing(before::get));
			assertThat(this.model.values()).allMatch((tick) -> tick > target);
		}

		private void checkWaiting() {
			assertThat(this.deadlines.size()).isEqualTo(this.model.size());
			for (Numbered each : this.pool) {
				assertThat(each.isScheduled()).isEqualTo(this.model.containsKey(each.number));
			}
			this.model.values().stream().min(Comparator.naturalOrder()).ifPresent((earliest) -> {
				long next = this.deadlines.nextNanos() - this.origin;
				assertThat(next).isLessThanOrEqualTo(earliest * TICK);
			});
		}

		private void onDue(int number, long nowNanos) {
			assertThat(this.advancing).isTrue();
			assertThat(nowNanos).isEqualTo(this.origin + this.elapsed);
			assertThat(this.model.remove(number)).isLessThanOrEqualTo(this.elapsed / TICK);
			this.fired.add(number);
			switch (this.random.nextInt(6)) {
				case 0 -> schedule(number);
				case 1 -> schedule(this.random.nextInt(POOL));
				case 2 -> cancel(this.random.nextInt(POOL));
				default -> {
				}
			}
		}

		/**
		 * Of any order of magnitude up to some days, and often near the edge of a level.
		 */
		private long randomSpan() {
			long ticks = 1L << this.random.nextInt(29);
			long offset = this.random.nextBoolean() ? this.random.nextInt(3) - 1 : this.random.nextLong(ticks);
			long nanos = this.random.nextBoolean() ? 0 : this.random.nextLong(TICK);
			return Math.max(0, ticks + offset) * TICK + nanos;
		}

		private static long tickOf(long elapsed) {
			return Math.floorDiv(elapsed, TICK) + ((Math.floorMod(elapsed, TICK) == 0) ? 0 : 1);
		}

		/** One of the pool. */
		private final class Numbered extends Deadline {

			private final int number;

			Numbered(int number) {
				this.number = number;
			}

			@Override
			protected void onDue(long nowNanos) {
				Run.this.onDue(this.number, nowNanos);
			}

		}

	}

}
