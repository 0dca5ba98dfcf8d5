package io.pigato.broker;

import java.util.Comparator;

import org.jspecify.annotations.Nullable;

/**
 * A version of a service, as in {@code echo@1.2.3}.
 *
 * @param major the first number
 * @param minor the second number
 * @param patch the third number
 */
record Version(long major, long minor, long patch) implements Comparable<Version> {

	static final Version ZERO = new Version(0, 0, 0);

	private static final Comparator<Version> ORDER = Comparator.comparingLong(Version::major)
		.thenComparingLong(Version::minor)
		.thenComparingLong(Version::patch);

	/** Reads three numbers without leading zeros; {@code null} for anything else. */
	static @Nullable Version parse(String text) {
		PartialVersion read = PartialVersion.parse(text);
		boolean digitsOnly = text.chars().allMatch((c) -> c == '.' || (c >= '0' && c <= '9'));
		return (read != null && digitsOnly && read.isComplete()) ? read.lowest() : null;
	}

	Version nextMajor() {
		return new Version(this.major + 1, 0, 0);
	}

	Version nextMinor() {
		return new Version(this.major, this.minor + 1, 0);
	}

	Version nextPatch() {
		return new Version(this.major, this.minor, this.patch + 1);
	}

	@Override
	public int compareTo(Version that) {
		return ORDER.compare(this, that);
	}

}
