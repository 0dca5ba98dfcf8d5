package io.pigato.broker;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A range of versions as npm writes it, such as {@code ^1.2}, {@code ~1}, {@code 1.x},
 * {@code >=1.2 <2} or {@code 1.2 - 1.4 || 2}. Each part is a run of versions from one to
 * before another, since the versions of services have no pre-releases.
 */
final class VersionRange {

	/** Longer ones are no ranges. */
	static final int MAX_LENGTH = 64;

	private final List<Run> runs;

	private VersionRange(List<Run> runs) {
		this.runs = runs;
	}

	/**
	 * Reads a range; {@code null} if it is none. Never throws, and takes no longer than
	 * its length allows.
	 */
	static @Nullable VersionRange parse(String text) {
		if (text.length() > MAX_LENGTH) {
			return null;
		}
		List<Run> runs = new ArrayList<>();
		for (String part : text.split("\\|\\|", -1)) {
			Run run = parsePart(part.strip());
			if (run == null) {
				return null;
			}
			runs.add(run);
		}
		return new VersionRange(runs);
	}

	boolean contains(Version version) {
		for (Run run : this.runs) {
			if (run.contains(version)) {
				return true;
			}
		}
		return false;
	}

	private static @Nullable Run parsePart(String part) {
		if (part.isEmpty()) {
			return Run.ALL;
		}
		List<String> words = words(part);
		if (words.size() == 3 && words.get(1).equals("-")) {
			PartialVersion from = PartialVersion.parse(withoutEquals(words.get(0)));
			PartialVersion to = PartialVersion.parse(withoutEquals(words.get(2)));
			return (from != null && to != null) ? Run.atLeast(from).and(Run.atMost(to)) : null;
		}
		Run run = Run.ALL;
		for (String word : words) {
			Run next = parseWord(word);
			if (next == null) {
				return null;
			}
			run = run.and(next);
		}
		return run;
	}

	/** What blanks separate, an operator and what follows it being one word. */
	private static List<String> words(String part) {
		List<String> words = new ArrayList<>();
		String operator = "";
		for (String word : part.split("\\s+", -1)) {
			String whole = operator + word;
			operator = (operatorOf(whole).length() == whole.length()) ? whole : "";
			if (operator.isEmpty()) {
				words.add(whole);
			}
		}
		if (!operator.isEmpty()) {
			words.add(operator);
		}
		return words;
	}

	private static @Nullable Run parseWord(String word) {
		String operator = operatorOf(word);
		PartialVersion version = PartialVersion.parse(withoutEquals(word.substring(operator.length())));
		if (version == null) {
			return null;
		}
		return switch (operator) {
			case "", "=" -> Run.of(version);
			case ">" -> Run.above(version);
			case ">=" -> Run.atLeast(version);
			case "<" -> Run.below(version);
			case "<=" -> Run.atMost(version);
			case "^" -> Run.caret(version);
			default -> Run.tilde(version);
		};
	}

	private static String operatorOf(String word) {
		for (String operator : List.of(">=", "<=", "~>", ">", "<", "=", "^", "~")) {
			if (word.startsWith(operator)) {
				return operator;
			}
		}
		return "";
	}

	private static String withoutEquals(String text) {
		int start = 0;
		while (start < text.length() && (text.charAt(start) == 'v' || text.charAt(start) == '=')) {
			start++;
		}
		return text.substring(start);
	}

	/**
	 * All versions from one to before another.
	 *
	 * @param from the first
	 * @param to the first beyond, or {@code null} for no end
	 */
	private record Run(Version from, @Nullable Version to) {

		private static final Run ALL = new Run(Version.ZERO, null);

		private static final Run NONE = new Run(Version.ZERO, Version.ZERO);

		static Run of(PartialVersion version) {
			return version.isAny() ? ALL : new Run(version.lowest(), version.beyond());
		}

		static Run above(PartialVersion version) {
			return version.isAny() ? NONE : new Run(version.beyond(), null);
		}

		static Run atLeast(PartialVersion version) {
			return new Run(version.lowest(), null);
		}

		static Run below(PartialVersion version) {
			return version.isAny() ? NONE : new Run(Version.ZERO, version.lowest());
		}

		static Run atMost(PartialVersion version) {
			return version.isAny() ? ALL : new Run(Version.ZERO, version.beyond());
		}

		/** No change of the first number that is not 0. */
		static Run caret(PartialVersion version) {
			Version from = version.lowest();
			if (version.major() > 0 || version.minor() == PartialVersion.ANY) {
				return version.isAny() ? ALL : new Run(from, from.nextMajor());
			}
			boolean minorOnly = version.minor() > 0 || !version.isComplete();
			return new Run(from, minorOnly ? from.nextMinor() : from.nextPatch());
		}

		/** No change of the second number, or of the first if there is no second. */
		static Run tilde(PartialVersion version) {
			Version from = version.lowest();
			if (version.minor() == PartialVersion.ANY) {
				return version.isAny() ? ALL : new Run(from, from.nextMajor());
			}
			return new Run(from, from.nextMinor());
		}

		Run and(Run that) {
			Version start = (this.from.compareTo(that.from) >= 0) ? this.from : that.from;
			if (this.to == null || that.to == null) {
				return new Run(start, (this.to == null) ? that.to : this.to);
			}
			return new Run(start, (this.to.compareTo(that.to) <= 0) ? this.to : that.to);
		}

		boolean contains(Version version) {
			return this.from.compareTo(version) <= 0 && (this.to == null || version.compareTo(this.to) < 0);
		}

	}

}
