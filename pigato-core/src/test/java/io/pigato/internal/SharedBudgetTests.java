package io.pigato.internal;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Rules of {@link SharedBudget}. */
class SharedBudgetTests {

	private static final int LITTLE = 64 * 1024;

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
	void whoHasLittleNeverHasTooMuch() {
		for (int i = 0; i < 100; i++) {
			this.budget.change(0, LITTLE);
		}
		assertThat(this.budget.bytes()).isEqualTo(100L * LITTLE);
		assertThat(this.budget.isTooMuch(LITTLE)).isFalse();
		this.budget.change(0, LITTLE + 1);
		assertThat(this.budget.isTooMuch(LITTLE + 1)).isFalse();
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
