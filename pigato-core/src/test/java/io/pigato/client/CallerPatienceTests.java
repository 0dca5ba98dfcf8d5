package io.pigato.client;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CallerPatienceTests {

	private static final long STEP_NANOS = 1_000;

	private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

	private final CallerPatience patience = new CallerPatience(() -> this.nanos.getAndAdd(STEP_NANOS));

	@Test
	void looksNoLongerThanSoon() {
		AtomicInteger looks = new AtomicInteger();
		assertThat(this.patience.lookFor(() -> looks.incrementAndGet() < 0)).isTrue();
		assertThat(looks).hasValueLessThanOrEqualTo((int) (CallerPatience.SOON_NANOS / STEP_NANOS) + 1);
	}

	@Test
	void looksUntilItHasCome() {
		AtomicInteger looks = new AtomicInteger();
		assertThat(this.patience.lookFor(() -> looks.incrementAndGet() == 3)).isTrue();
		assertThat(looks).hasValue(3);
	}

	@Test
	void looksEachTimeWhereRepliesComeSoon() {
		for (int i = 0; i < 10 * CallerPatience.TRY_EVERY; i++) {
			assertThat(this.patience.lookFor(() -> true)).as("call %d", i).isTrue();
		}
	}

	@Test
	void triesNowAndThenWhereTheyDoNot() {
		int looked = 0;
		for (int i = 0; i < 10 * CallerPatience.TRY_EVERY; i++) {
			looked += this.patience.lookFor(() -> false) ? 1 : 0;
		}
		assertThat(looked).isEqualTo(10 * CallerPatience.ENOUGH);
	}

	@Test
	void learnsAgainThatTheyDo() {
		for (int i = 0; i < 2 * CallerPatience.TRY_EVERY; i++) {
			this.patience.lookFor(() -> false);
		}
		for (int i = 0; i < CallerPatience.ENOUGH; i++) {
			assertThat(this.patience.lookFor(() -> true)).isTrue();
		}
		assertThat(this.patience.lookFor(() -> true)).isTrue();
	}

	@Test
	void stopsSoonWhereTheyDoNotAnyMore() {
		for (int i = 0; i < CallerPatience.TRY_EVERY; i++) {
			this.patience.lookFor(() -> true);
		}
		int looked = 0;
		for (int i = 0; i < CallerPatience.TRY_EVERY; i++) {
			looked += this.patience.lookFor(() -> false) ? 1 : 0;
		}
		assertThat(looked).isLessThanOrEqualTo(CallerPatience.ENOUGH);
	}

}
