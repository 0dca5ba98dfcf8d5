package io.pigato.internal.transport.zmtp;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Rules of {@link Growth}. */
class GrowthTests {

	private static final int STEP = Growth.STEP_BYTES;

	private long nowNanos = Long.MAX_VALUE - 10;

	private final Growth growth = new Growth(() -> this.nowNanos);

	@Test
	void littleIsNone() {
		this.growth.reached(STEP - 1);
		assertThat(this.growth.nanosSince()).isEqualTo(Long.MAX_VALUE);
	}

	@Test
	void eachStepCounts() {
		this.growth.reached(STEP);
		this.nowNanos += 100;
		assertThat(this.growth.nanosSince()).isEqualTo(100);
		this.growth.reached(2 * STEP - 1);
		assertThat(this.growth.nanosSince()).isEqualTo(100);
		this.growth.reached(2 * STEP);
		assertThat(this.growth.nanosSince()).isZero();
	}

	@Test
	void singleBytesAreAStepTogether() {
		for (int i = 1; i < STEP; i++) {
			this.nowNanos++;
			this.growth.reached(i);
		}
		assertThat(this.growth.nanosSince()).isEqualTo(Long.MAX_VALUE);
		this.growth.reached(STEP);
		assertThat(this.growth.nanosSince()).isZero();
	}

	@Test
	void theNextMessageGrowsFromNothing() {
		this.growth.reached(10 * STEP);
		this.growth.whole();
		this.nowNanos += 100;
		this.growth.reached(STEP);
		assertThat(this.growth.nanosSince()).isZero();
	}

	@Test
	void whatIsNeverHandedOverCountsOnce() {
		this.growth.reached(10 * STEP);
		this.nowNanos += 100;
		for (int i = 0; i <= 10; i++) {
			this.growth.reached(i * STEP);
		}
		assertThat(this.growth.nanosSince()).isEqualTo(100);
	}

}
