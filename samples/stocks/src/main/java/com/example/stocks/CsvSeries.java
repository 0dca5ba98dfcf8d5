package com.example.stocks;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.pigato.PigatoServiceException;

/**
 * Reads the lines of a CSV whose first line names its columns, {@code Date} and
 * {@code Close} among them. Lines that are no rows are counted.
 */
class CsvSeries {

	private static final int MAX_SCALE = 20;

	private static final int MAX_DIGITS = 40;

	private final int date;

	private final int close;

	private int lines = 1;

	private int rows;

	private int broken;

	private String firstBroken = "";

	CsvSeries(String header) {
		List<String> columns = List.of(header.split(",", -1));
		this.date = columns.indexOf("Date");
		this.close = columns.indexOf("Close");
		if (this.date < 0 || this.close < 0) {
			throw new IllegalArgumentException("no columns Date and Close in its first line");
		}
	}

	Optional<Row> read(String line) {
		this.lines++;
		try {
			String[] values = line.split(",", -1);
			Row row = new Row(LocalDate.parse(values[this.date]), price(values[this.close]));
			this.rows++;
			return Optional.of(row);
		}
		catch (DateTimeException | NumberFormatException | IndexOutOfBoundsException ex) {
			if (this.broken++ == 0) {
				this.firstBroken = "line " + this.lines + ": " + line;
			}
			return Optional.empty();
		}
	}

	/** Of a size that can be written out: 1e999999999 is a number, too. */
	private static BigDecimal price(String text) {
		BigDecimal price = new BigDecimal(text);
		if (Math.abs(price.scale()) > MAX_SCALE || price.precision() > MAX_DIGITS) {
			throw new NumberFormatException("no price");
		}
		return price;
	}

	int rows() {
		return this.rows;
	}

	/** Says what was left out, so that nobody takes a part for the whole. */
	void requireWhole(String source) {
		if (this.broken > 0) {
			throw new PigatoServiceException("BROKEN_ROWS", "%s has %d rows and %d broken ones, the first is %s"
				.formatted(source, this.rows, this.broken, this.firstBroken),
					Map.of("rows", this.rows, "broken", this.broken));
		}
	}

}
