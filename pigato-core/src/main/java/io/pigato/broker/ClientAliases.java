package io.pigato.broker;

import java.util.HexFormat;

import io.pigato.internal.Frame;

/**
 * What workers are told clients are called: their identity, if that is plain text, since
 * some workers make text of it and back; else an alias. An identity that looks like an
 * alias gets one too, so that nobody has the alias of another.
 */
final class ClientAliases {

	private final String prefix;

	private final Frame prefixBytes;

	private long count;

	ClientAliases(long seed) {
		this.prefix = "alias-" + HexFormat.of().toHexDigits(seed) + "-";
		this.prefixBytes = Frame.of(this.prefix);
	}

	/** What a client is called. */
	Frame of(Frame identity) {
		return (isText(identity) && !isAlias(identity)) ? identity : next();
	}

	/** An alias that nobody has had. */
	Frame next() {
		return Frame.of(this.prefix + this.count++);
	}

	private static boolean isText(Frame identity) {
		for (int i = 0; i < identity.length(); i++) {
			if (identity.at(i) <= 0x20 || identity.at(i) >= 0x7f) {
				return false;
			}
		}
		return true;
	}

	private boolean isAlias(Frame identity) {
		if (identity.length() < this.prefixBytes.length()) {
			return false;
		}
		for (int i = 0; i < this.prefixBytes.length(); i++) {
			if (identity.at(i) != this.prefixBytes.at(i)) {
				return false;
			}
		}
		return true;
	}

}
