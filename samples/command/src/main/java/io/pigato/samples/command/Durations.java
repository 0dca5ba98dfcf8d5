package io.pigato.samples.command;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import picocli.CommandLine.TypeConversionException;

/** Durations as one writes them: {@code 500ms}, {@code 5s}, {@code 2m}, {@code 1h}. */
final class Durations {

	private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h)?");

	private static final Duration LONGEST = Duration.ofDays(24);

	private Durations() {
	}

	static Duration parse(String text) {
		Matcher matcher = FORM.matcher(text);
		if (!matcher.matches()) {
			throw new TypeConversionException(complaint(text));
		}
		Duration duration = of(Long.parseLong(matcher.group(1)), matcher.group(2));
		if (duration.isZero() || duration.compareTo(LONGEST) > 0) {
			throw new TypeConversionException(complaint(text));
		}
		return duration;
	}

	/** For people: whole seconds as such, else milliseconds, below ten with a tenth. */
	static String text(Duration duration) {
		if (duration.toSeconds() > 0 && duration.toMillisPart() == 0) {
			return duration.toSeconds() + " s";
		}
		return (duration.toMillis() < 10) ? String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / 1e6)
				: duration.toMillis() + " ms";
	}

	private static Duration of(long number, String unit) {
		return switch ((unit != null) ? unit : "s") {
			case "ms" -> Duration.ofMillis(number);
			case "m" -> Duration.ofMinutes(number);
			case "h" -> Duration.ofHours(number);
			default -> Duration.ofSeconds(number);
		};
	}

	private static String complaint(String text) {
		return "'" + text + "' is not a duration from 1 ms to 24 days, such as 500ms, 5s or 2m";
	}

}
