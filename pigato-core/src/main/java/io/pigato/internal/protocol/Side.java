package io.pigato.internal.protocol;

import io.pigato.internal.Frame;

/**
 * The first frame of every message: which kind of peer stands at the broker's other end.
 */
public enum Side {

	/** The peer is a client. */
	CLIENT('C'),

	/** The peer is a worker. */
	WORKER('W');

	private final char tag;

	private final Frame frame;

	Side(char tag) {
		this.tag = tag;
		this.frame = Frame.of(String.valueOf(tag));
	}

	/**
	 * The tag as a frame.
	 * @return a constant
	 */
	public Frame frame() {
		return this.frame;
	}

	/**
	 * Whether a frame is this tag.
	 * @param frame any
	 * @return {@code true} if it is
	 */
	public boolean is(Frame frame) {
		return frame.is(this.tag);
	}

}
