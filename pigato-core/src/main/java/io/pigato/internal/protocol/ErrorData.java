package io.pigato.internal.protocol;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.pigato.ErrorCodes;
import io.pigato.internal.Frame;
import org.jspecify.annotations.Nullable;

/**
 * The data of a reply with code −1. What is sent is always a JSON string that is not
 * empty: a Node.js client takes an error that JavaScript counts as false for success, and
 * shows a string as it is. What is read may be anything.
 */
public final class ErrorData {

	/** Longer texts are cut, both ways. */
	public static final int MAX_CHARS = 8192;

	private static final int MAX_PARSED_BYTES = 64 * 1024;

	private static final Frame DEFAULT = encode(ErrorCodes.INTERNAL);

	private static final Frame EMPTY_STRING = Frame.of("\"\"");

	private static final Frame FALSE = Frame.of("false");

	private ErrorData() {
	}

	/**
	 * A text as the data of an error.
	 * @param text any; {@link ErrorCodes#INTERNAL} stands for an empty one
	 * @return a JSON string, not empty
	 */
	public static Frame encode(String text) {
		String shown = text.isEmpty() ? ErrorCodes.INTERNAL : cut(text);
		return Frame.of('"' + new String(JsonStringEncoder.getInstance().quoteAsString(shown)) + '"');
	}

	/**
	 * The data of an error, as text for people.
	 * @param data any
	 * @return a JSON string's value, an object's {@code message} where that is one, else
	 * the JSON text; {@link ErrorCodes#INTERNAL} where that says nothing; never empty
	 */
	public static String text(Frame data) {
		if (isFalsy(data)) {
			return ErrorCodes.INTERNAL;
		}
		String message = message(data);
		return cut((message == null || message.isEmpty()) ? data.text() : message);
	}

	/**
	 * The data of an error as a peer may be sent it: as it is, or
	 * {@link ErrorCodes#INTERNAL} for what JavaScript takes for false.
	 * @param data any
	 * @return a JSON value that JavaScript takes for true, if it is a JSON value
	 */
	public static Frame orDefault(Frame data) {
		return isFalsy(data) ? DEFAULT : data;
	}

	private static boolean isFalsy(Frame data) {
		int start = JsonFrames.skipSpace(data);
		return JsonFrames.isNothing(data) || JsonFrames.isWord(data, start, EMPTY_STRING)
				|| JsonFrames.isWord(data, start, FALSE) || isZero(data, start);
	}

	/**
	 * Whether a number begins here none of whose digits, but those of its exponent, is
	 * more than 0.
	 */
	private static boolean isZero(Frame data, int start) {
		int index = (data.at(start) == '-') ? start + 1 : start;
		if (index == data.length() || data.at(index) != '0') {
			return false;
		}
		while (index < data.length() && (data.at(index) == '0' || data.at(index) == '.')) {
			index++;
		}
		return index == data.length() || data.at(index) < '1' || data.at(index) > '9';
	}

	private static @Nullable String message(Frame data) {
		Message message = new Message();
		return Json.readValue(data, MAX_PARSED_BYTES, message) ? message.text : null;
	}

	static String cut(String text) {
		if (text.length() <= MAX_CHARS) {
			return text;
		}
		int end = Character.isHighSurrogate(text.charAt(MAX_CHARS - 2)) ? MAX_CHARS - 2 : MAX_CHARS - 1;
		return text.substring(0, end) + '…';
	}

	/** Takes a string, or the one in an object's field {@code message}. */
	private static final class Message implements Json.Value {

		private @Nullable String text;

		@Override
		public void read(JsonParser parser, String json) throws IOException {
			if (parser.currentToken() == JsonToken.START_OBJECT) {
				Json.readFields(parser, json, (name, field, all) -> {
					if (name.equals("message")) {
						take(field);
					}
				});
			}
			else {
				take(parser);
			}
		}

		private void take(JsonParser parser) throws IOException {
			this.text = (parser.currentToken() == JsonToken.VALUE_STRING) ? parser.getText() : null;
		}

	}

}
