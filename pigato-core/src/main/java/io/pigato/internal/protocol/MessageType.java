package io.pigato.internal.protocol;

import io.pigato.internal.Frame;
import org.jspecify.annotations.Nullable;

/**
 * The second frame of every message. There will never be more of them: a Node.js peer
 * ends its process on one it does not know. New signals are forms of {@link #HEARTBEAT}.
 */
public enum MessageType {

	/** A worker registers, the broker acknowledges: F8, F9. */
	READY('1'),

	/** A request: F1, F13. */
	REQUEST('2'),

	/** A reply that ends its request: F7, F14. */
	REPLY('3'),

	/**
	 * A sign of life, or one of the signals that ride on it: F2, F3, F5, F6, F10 to F12,
	 * X1, X2.
	 */
	HEARTBEAT('4'),

	/** The end of a registration: F16. */
	DISCONNECT('5'),

	/** A reply that more replies will follow: F7, F14. */
	REPLY_PARTIAL('6'),

	/** A worker gives a request back: F15. */
	REPLY_REJECT('7');

	private static final MessageType[] TYPES = values();

	private final Frame frame;

	MessageType(char code) {
		this.frame = Frame.of(String.valueOf(code));
	}

	/**
	 * The type that a frame names.
	 * @param frame any
	 * @return the type, or {@code null} if it names none
	 */
	public static @Nullable MessageType of(Frame frame) {
		if (frame.length() != 1) {
			return null;
		}
		int index = frame.at(0) - '1';
		return (index >= 0 && index < TYPES.length) ? TYPES[index] : null;
	}

	/**
	 * The code as a frame.
	 * @return a constant
	 */
	public Frame frame() {
		return this.frame;
	}

}
