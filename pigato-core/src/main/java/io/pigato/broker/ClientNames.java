package io.pigato.broker;

import io.pigato.internal.Frame;

/**
 * Under which names workers know clients. Some workers turn the bytes of an identity into
 * text and back, which only printable ASCII survives: any other identity gets a name made
 * here, which nobody else can have, since an identity that looks like one gets another.
 */
final class ClientNames {

	private static final String PREFIX = "pigato-client-";

	private static final Frame PREFIX_BYTES = Frame.of(PREFIX);

	private long last;

	/** The name of a client. */
	Frame nameOf(Frame identity) {
		return (isPlain(identity) && !isMade(identity)) ? identity : next();
	}

	/** A name that was never used. */
	Frame next() {
		this.last++;
		return Frame.of(PREFIX + this.last);
	}

	private static boolean isPlain(Frame identity) {
		for (int i = 0; i < identity.length(); i++) {
			if (identity.at(i) < 0x20 || identity.at(i) == 0x7f) {
				return false;
			}
		}
		return true;
	}

	private static boolean isMade(Frame identity) {
		if (identity.length() < PREFIX_BYTES.length()) {
			return false;
		}
		for (int i = 0; i < PREFIX_BYTES.length(); i++) {
			if (identity.at(i) != PREFIX_BYTES.at(i)) {
				return false;
			}
		}
		return true;
	}

}
