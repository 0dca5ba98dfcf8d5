package io.pigato.internal.transport;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PatienceTests {

	private final Patience patience = new Patience();

	@Test
	void sleepsUntilAnswersHaveComeSoon() {
		learn(3, true);
		assertThat(this.patience.pays()).isFalse();
		learn(1, true);
		assertThat(this.patience.pays()).isTrue();
	}

	@Test
	void looksOnInVainThreeTimesAtMostHoweverLongItPaid() {
		learn(1000, true);
		learn(2, false);
		assertThat(this.patience.pays()).isTrue();
		learn(1, false);
		assertThat(this.patience.pays()).isFalse();
	}

	@Test
	void oneLateAnswerIsForgiven() {
		learn(8, true);
		learn(1, false);
		assertThat(this.patience.pays()).isTrue();
	}

	@Test
	void answersOfWhichEverySecondIsLateNeverMakeItPay() {
		for (int i = 0; i < 100; i++) {
			learn(1, true);
			learn(1, false);
			assertThat(this.patience.pays()).isFalse();
		}
	}

	private void learn(int times, boolean soon) {
		for (int i = 0; i < times; i++) {
			this.patience.learn(soon);
		}
	}

}
