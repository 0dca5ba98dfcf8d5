package io.pigato.internal.protocol;

import io.pigato.internal.Frame;

/**
 * What can be said of a JSON frame by looking at a few bytes. All methods take any bytes
 * and allocate nothing.
 */
public final class JsonFrames {

	/** JSON's {@code null}. */
	public static final Frame NULL = Frame.of("null");

	/** JSON's object without fields. */
	public static final Frame EMPTY_OBJECT = Frame.of("{}");

	/** Longer options and status objects are read as none. */
	public static final int MAX_OPTIONS_BYTES = 1024 * 1024;

	private static final int MAX_NOTHING_BYTES = 64;

	private static final Frame UNDEFINED = Frame.of("undefined");

	private JsonFrames() {
	}

	/**
	 * Whether a frame is one of the forms of nothing: no bytes, {@code null}, or the text
	 * {@code undefined} that Node.js peers write for a missing value, each with or
	 * without white space around it. Parses nothing, and looks at 64 bytes at most: what
	 * is longer is something.
	 * @param frame any
	 * @return {@code true} if it is
	 */
	public static boolean isNothing(Frame frame) {
		if (frame.length() > MAX_NOTHING_BYTES) {
			return false;
		}
		int start = skipSpace(frame);
		if (start == frame.length()) {
			return true;
		}
		return isWord(frame, start, NULL) || isWord(frame, start, UNDEFINED);
	}

	/**
	 * The frame as data to be sent on: as it is, or {@link #NULL} for any form of
	 * nothing.
	 * @param data any
	 * @return a frame that is neither empty nor {@code undefined}
	 */
	public static Frame orNull(Frame data) {
		return isNothing(data) ? NULL : data;
	}

	/**
	 * The frame as options to be sent on: as it is, or {@link #EMPTY_OBJECT} for any form
	 * of nothing.
	 * @param options any
	 * @return a frame that is neither empty nor {@code undefined}
	 */
	public static Frame orEmptyObject(Frame options) {
		return isNothing(options) ? EMPTY_OBJECT : options;
	}

	static int skipSpace(Frame frame) {
		int index = 0;
		while (index < frame.length() && isSpace(frame.at(index))) {
			index++;
		}
		return index;
	}

	/** Whether nothing but one word, and space after it, begins at an index. */
	static boolean isWord(Frame frame, int start, Frame word) {
		int end = start + word.length();
		if (end > frame.length()) {
			return false;
		}
		for (int i = 0; i < word.length(); i++) {
			if (frame.at(start + i) != word.at(i)) {
				return false;
			}
		}
		while (end < frame.length() && isSpace(frame.at(end))) {
			end++;
		}
		return end == frame.length();
	}

	private static boolean isSpace(byte value) {
		return value == ' ' || value == '\n' || value == '\r' || value == '\t';
	}

}
