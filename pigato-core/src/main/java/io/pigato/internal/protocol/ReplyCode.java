package io.pigato.internal.protocol;

import io.pigato.internal.Frame;
import org.jspecify.annotations.Nullable;

/** The code frame of a reply. There are no others. */
public enum ReplyCode {

	/** The data is the reply. */
	OK("0"),

	/** The data is an error: a non-empty JSON string. */
	ERROR("-1");

	private final Frame frame;

	ReplyCode(String text) {
		this.frame = Frame.of(text);
	}

	/**
	 * The code that a frame names. The empty frame counts as {@link #OK}, as it does for
	 * a Node.js client. Any other text names none: Node.js takes a number for an error
	 * and a value at once and a word for success, so that whatever it were sent on as
	 * would be a guess; no known peer sends one.
	 * @param frame any
	 * @return the code, or {@code null} if it names none
	 */
	public static @Nullable ReplyCode of(Frame frame) {
		if (frame.is('0') || frame.isEmpty()) {
			return OK;
		}
		return frame.equals(ERROR.frame) ? ERROR : null;
	}

	/**
	 * The code as a frame.
	 * @return a constant
	 */
	public Frame frame() {
		return this.frame;
	}

}
