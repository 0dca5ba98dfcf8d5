package io.pigato.internal;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Rules of {@link Peak}. */
class PeakTests {

	private final Peak peak = new Peak();

	@Test
	void whatWasNeverLargeIsKept() {
		this.peak.reached(1024);
		assertThat(this.peak.isOver(0)).isFalse();
	}

	@Test
	void whatWasLargeIsReplacedOnceAnEighthIsLeft() {
		this.peak.reached(1);
		this.peak.reached(100_000);
		this.peak.reached(99_999);
		assertThat(this.peak.isOver(12_501)).isFalse();
		assertThat(this.peak.isOver(12_500)).isTrue();
	}

	@Test
	void eachReplacementBeginsAnew() {
		this.peak.reached(1025);
		assertThat(this.peak.isOver(0)).isTrue();
		assertThat(this.peak.isOver(0)).isFalse();
		this.peak.reached(1024);
		assertThat(this.peak.isOver(0)).isFalse();
		this.peak.reached(1025);
		assertThat(this.peak.isOver(0)).isTrue();
	}

	@Test
	void copiesCostLessThanWhatWasTakenOut() {
		this.peak.reached(1_000_000);
		int copied = IntStream.range(0, 1_000_000).map((i) -> 999_999 - i).filter(this.peak::isOver).sum();
		assertThat(copied).isPositive().isLessThan(1_000_000 / 6);
	}

}
