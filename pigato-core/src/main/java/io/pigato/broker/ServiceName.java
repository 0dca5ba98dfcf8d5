package io.pigato.broker;

import io.pigato.internal.Frame;
import org.jspecify.annotations.Nullable;

/**
 * A service name and what it says besides itself. What a worker offers may be a wildcard
 * or a version; what a client asks for may be a range of versions.
 *
 * @param bytes the name
 * @param plain whether it has no {@code @}, so that a wildcard may serve it
 * @param prefix what stands before a last {@code *}, or {@code null}
 * @param base what stands before the last {@code @} of a version or a range, or
 * {@code null}
 * @param version what stands behind the last {@code @}, if that is a version
 * @param range what stands behind the last {@code @}, if that is a range and no version
 */
record ServiceName(Frame bytes, boolean plain, @Nullable Frame prefix, @Nullable Frame base, @Nullable Version version,
		@Nullable VersionRange range) {

	private static final char RESERVED = '$';

	static ServiceName of(Frame name) {
		int at = lastAt(name);
		int last = name.length() - 1;
		Frame prefix = (last >= 0 && name.at(last) == '*') ? start(name, last) : null;
		if (at <= 0 || at == last || last - at > VersionRange.MAX_LENGTH) {
			return new ServiceName(name, at < 0, prefix, null, null, null);
		}
		String suffix = Frame.of(name.array(), at + 1, last - at).text();
		Version version = Version.parse(suffix);
		VersionRange range = (version == null) ? VersionRange.parse(suffix) : null;
		boolean literal = version == null && range == null;
		return new ServiceName(name, false, prefix, literal ? null : start(name, at), version, range);
	}

	/** Its first bytes. */
	static Frame start(Frame name, int length) {
		return Frame.of(name.array(), 0, length);
	}

	/**
	 * Whether a worker that offers this name could serve what is asked under another.
	 */
	boolean couldServe(ServiceName asked) {
		if (this.bytes.equals(asked.bytes)) {
			return true;
		}
		if (this.prefix != null && asked.plain) {
			return asked.isUnder(this.prefix);
		}
		return this.version != null && asked.range != null && asked.range.contains(this.version) && asked.base != null
				&& asked.base.equals(this.base);
	}

	/** Whether a wildcard with this prefix covers it; reserved names must be meant. */
	boolean isUnder(Frame wildcard) {
		boolean reserved = !this.bytes.isEmpty() && this.bytes.at(0) == RESERVED;
		return startsWith(this.bytes, wildcard) && !(wildcard.isEmpty() && reserved);
	}

	static boolean startsWith(Frame name, Frame prefix) {
		boolean matches = prefix.length() <= name.length();
		for (int i = 0; i < prefix.length() && matches; i++) {
			matches = name.at(i) == prefix.at(i);
		}
		return matches;
	}

	private static int lastAt(Frame name) {
		int at = name.length() - 1;
		while (at >= 0 && name.at(at) != '@') {
			at--;
		}
		return at;
	}

}
