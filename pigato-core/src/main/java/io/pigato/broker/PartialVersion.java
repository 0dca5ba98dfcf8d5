package io.pigato.broker;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * What stands behind an operator in a range of versions: one to three numbers, of which
 * any may be left open, and perhaps the name of a pre-release.
 *
 * @param major the first number, or {@link #ANY}
 * @param minor the second number, or {@link #ANY}
 * @param patch the third number, or {@link #ANY}
 * @param preRelease whether it names a pre-release, which comes just before the version
 */
record PartialVersion(long major, long minor, long patch, boolean preRelease) {

	static final long ANY = -1;

	private static final long INVALID = -2;

	private static final long MAX_NUMBER = (1L << 53) - 1;

	private static final int MAX_DIGITS = 16;

	/** Reads {@code 1}, {@code 1.2}, {@code 1.x}, {@code 1.2.3-beta} and the like. */
	static @Nullable PartialVersion parse(String text) {
		int end = endOfNumbers(text);
		String[] parts = text.substring(0, end).split("\\.", -1);
		long[] numbers = { ANY, ANY, ANY };
		if (parts.length > numbers.length || (end < text.length() && parts.length < numbers.length)) {
			return null;
		}
		for (int i = 0; i < parts.length; i++) {
			numbers[i] = number(parts[i]);
		}
		if (Arrays.stream(numbers).anyMatch((number) -> number == INVALID) || !isSuffix(text.substring(end))) {
			return null;
		}
		boolean openMinor = numbers[0] == ANY || numbers[1] == ANY;
		return new PartialVersion(numbers[0], (numbers[0] == ANY) ? ANY : numbers[1], openMinor ? ANY : numbers[2],
				end < text.length() && text.charAt(end) == '-');
	}

	boolean isAny() {
		return this.major == ANY;
	}

	boolean isComplete() {
		return this.patch != ANY;
	}

	/** The first version that it stands for. */
	Version lowest() {
		return new Version(Math.max(this.major, 0), Math.max(this.minor, 0), Math.max(this.patch, 0));
	}

	/** The first version beyond those that it stands for, if it is not just any. */
	Version beyond() {
		if (this.minor == ANY) {
			return lowest().nextMajor();
		}
		if (this.patch == ANY) {
			return lowest().nextMinor();
		}
		return this.preRelease ? lowest() : lowest().nextPatch();
	}

	private static int endOfNumbers(String text) {
		int end = 0;
		while (end < text.length() && text.charAt(end) != '-' && text.charAt(end) != '+') {
			end++;
		}
		return end;
	}

	private static long number(String text) {
		if (text.equals("x") || text.equals("X") || text.equals("*")) {
			return ANY;
		}
		boolean digits = !text.isEmpty() && text.length() <= MAX_DIGITS
				&& text.chars().allMatch((c) -> c >= '0' && c <= '9');
		boolean leadingZero = text.length() > 1 && text.charAt(0) == '0';
		long number = (digits && !leadingZero) ? Long.parseLong(text) : INVALID;
		return (number > MAX_NUMBER) ? INVALID : number;
	}

	/** Whether it is nothing, or a pre-release, a build, or both. */
	private static boolean isSuffix(String text) {
		int plus = text.indexOf('+');
		String preRelease = (plus < 0) ? text : text.substring(0, plus);
		boolean buildFits = plus < 0
				|| Arrays.stream(text.substring(plus + 1).split("\\.", -1)).allMatch(PartialVersion::isIdentifier);
		return buildFits && (preRelease.isEmpty() || Arrays.stream(preRelease.substring(1).split("\\.", -1))
			.allMatch((part) -> isIdentifier(part) && !hasLeadingZero(part)));
	}

	private static boolean isIdentifier(String text) {
		return !text.isEmpty() && text.chars()
			.allMatch((c) -> c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
	}

	private static boolean hasLeadingZero(String text) {
		return text.length() > 1 && text.charAt(0) == '0' && text.chars().allMatch((c) -> c >= '0' && c <= '9');
	}

}
