package io.pigato.internal;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Rules of {@link SharedBudget}. */
class SharedBudgetTests {

	private static final int LITTLE = 64 * 1024;

	private static final int NEXT_TO_NOTHING = 2 * 1024;

	private final SharedBudget budget = new SharedBudget(1_000_000);

	@Test
	void oneMayHaveItAll() {
		this.budget.change(0, 1_000_000);
		assertThat(this.budget.isTooMuch(1_000_000)).isFalse();
		this.budget.change(1_000_000, 1_000_001);
		assertThat(this.budget.isTooMuch(1_000_001)).isTrue();
	}

	@Test
	void whoHasMoreThanItsShareHasTooMuchWhenAllIsSpent() {
		this.budget.change(0, 700_000);
		this.budget.change(0, 200_000);
		assertThat(this.budget.isTooMuch(700_000)).isFalse();
		this.budget.change(200_000, 400_000);
		assertThat(this.budget.isTooMuch(700_000)).isTrue();
		assertThat(this.budget.isTooMuch(400_000)).isFalse();
	}

	@Test
	void whoHasLittleHasNotTooMuchUntilTwiceOfItIsSpent() {
		for (int i = 0; i < 2_000_000 / LITTLE; i++) {
			this.budget.change(0, LITTLE);
		}
		assertThat(this.budget.isExhausted()).isFalse();
		assertThat(this.budget.isTooMuch(LITTLE)).isFalse();
		assertThat(this.budget.isTooMuch(0, 64)).as("not even a little more than spent").isFalse();
		this.budget.change(0, LITTLE);
		assertThat(this.budget.isExhausted()).isTrue();
		assertThat(this.budget.isTooMuch(LITTLE)).isTrue();
	}

	@Test
	void whoHasNextToNothingNeverHasTooMuch() {
		this.budget.change(0, 10_000_000);
		assertThat(SharedBudget.isNextToNothing(NEXT_TO_NOTHING)).isTrue();
		assertThat(this.budget.isTooMuch(NEXT_TO_NOTHING)).isFalse();
		assertThat(this.budget.isTooMuch(0, NEXT_TO_NOTHING)).isFalse();
		assertThat(this.budget.isTooMuch(0, NEXT_TO_NOTHING + 1)).isTrue();
	}

	@Test
	void whatSomebodyWantsBesidesIsPartOfItsShare() {
		this.budget.change(0, 400_000);
		this.budget.change(0, 400_000);
		assertThat(this.budget.isTooMuch(0, 200_000)).isFalse();
		assertThat(this.budget.isTooMuch(0, 300_000)).as("less than a third").isFalse();
		assertThat(this.budget.isTooMuch(0, 340_000)).as("more than a third").isTrue();
		assertThat(this.budget.isTooMuch(400_000, 99_999)).as("less than a half").isFalse();
		assertThat(this.budget.isTooMuch(400_000, 200_001)).as("more than a half").isTrue();
	}

	@Test
	void whatIsLargerThanAllOfItHasRoomWhileHalfIsLeft() {
		assertThat(this.budget.isTooMuch(0, 5_000_000)).isFalse();
		this.budget.change(0, 500_000);
		assertThat(this.budget.isTooMuch(0, 5_000_000)).isFalse();
		this.budget.change(0, 1);
		assertThat(this.budget.isTooMuch(0, 5_000_000)).isTrue();
	}

	@Test
	void othersHoldLittleUpToAQuarter() {
		this.budget.change(0, 5_000_000);
		this.budget.change(0, 250_000);
		assertThat(this.budget.othersHoldLittle(5_000_000)).isTrue();
		assertThat(this.budget.othersHoldLittle(250_000)).isFalse();
		this.budget.change(0, 1);
		assertThat(this.budget.othersHoldLittle(5_000_000)).isFalse();
	}

	@Test
	void aBudgetWithoutABoundIsNeverSpent() {
		SharedBudget unbounded = SharedBudget.unbounded();
		unbounded.change(0, Long.MAX_VALUE / 2);
		assertThat(unbounded.isTooMuch(Long.MAX_VALUE / 2)).isFalse();
		assertThat(unbounded.isExhausted()).isFalse();
	}

	@Test
	void whatIsGivenBackIsThereForOthers() {
		this.budget.change(0, 2_000_000);
		this.budget.change(0, 100_000);
		this.budget.change(2_000_000, 0);
		assertThat(this.budget.bytes()).isEqualTo(100_000);
		this.budget.change(100_000, 900_000);
		assertThat(this.budget.isTooMuch(900_000)).isFalse();
		this.budget.change(900_000, 1_100_000);
		assertThat(this.budget.isTooMuch(1_100_000)).as("an only one has all").isTrue();
	}

}
