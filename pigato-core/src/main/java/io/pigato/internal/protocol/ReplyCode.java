package io.pigato.internal.protocol;

import io.pigato.internal.Frame;

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
	 * The code as a frame.
	 * @return a constant
	 */
	public Frame frame() {
		return this.frame;
	}

}
