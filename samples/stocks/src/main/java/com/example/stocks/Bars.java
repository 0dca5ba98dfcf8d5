package com.example.stocks;

import java.math.RoundingMode;

import org.springframework.boot.ansi.AnsiColor;
import org.springframework.boot.ansi.AnsiOutput;

/**
 * A line for each row, with a bar to the right or left of the first price; each cell is
 * one percent of that. Coloured where the terminal is.
 */
class Bars {

	private static final int HALF = 20;

	private double first = Double.NaN;

	String line(Row row) {
		double price = row.close().doubleValue();
		if (Double.isNaN(this.first)) {
			this.first = price;
		}
		long cells = Math.max(-HALF, Math.min(HALF, Math.round((price / this.first - 1) * 100)));
		return plain(row) + "  " + ((cells < 0) ? fall((int) -cells) : rise((int) cells));
	}

	private static String fall(int cells) {
		return " ".repeat(HALF - cells) + AnsiOutput.toString(AnsiColor.RED, "█".repeat(cells)) + "│";
	}

	private static String rise(int cells) {
		return " ".repeat(HALF) + "│" + AnsiOutput.toString(AnsiColor.GREEN, "█".repeat(cells));
	}

	static String plain(Row row) {
		return "%s %9s".formatted(row.date(), row.close().setScale(2, RoundingMode.HALF_UP));
	}

}
