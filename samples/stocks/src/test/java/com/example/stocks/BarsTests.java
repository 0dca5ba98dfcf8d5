package com.example.stocks;

import java.math.BigDecimal;
import java.time.LocalDate;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BarsTests {

	private final Bars bars = new Bars();

	@Test
	void aCellIsOnePercentOfTheFirstPrice() {
		assertThat(line("50")).isEqualTo("2026-01-05     50.00  " + " ".repeat(20) + "│");
		assertThat(line("51.5")).isEqualTo("2026-01-05     51.50  " + " ".repeat(20) + "│███");
		assertThat(line("49")).isEqualTo("2026-01-05     49.00  " + " ".repeat(18) + "██│");
	}

	@Test
	void barsHaveTwentyCellsAtMost() {
		line("50");
		assertThat(line("1000")).endsWith("  " + " ".repeat(20) + "│" + "█".repeat(20));
		assertThat(line("0")).endsWith("  " + "█".repeat(20) + "│");
	}

	private String line(String close) {
		return this.bars.line(new Row(LocalDate.of(2026, 1, 5), new BigDecimal(close)));
	}

}
