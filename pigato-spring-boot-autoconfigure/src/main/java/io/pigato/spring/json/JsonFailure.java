package io.pigato.spring.json;

import java.lang.reflect.Type;

import io.pigato.PigatoPayloadException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/**
 * Puts Jackson's failures into words that are short, on one line, and hold little of the
 * payload.
 */
final class JsonFailure {

	private static final int MAX_REASON_CHARS = 200;

	private static final int MAX_PATH_CHARS = 100;

	private static final String HINT = " (set DeserializationConfig";

	private JsonFailure() {
	}

	static PigatoPayloadException ofEncoding(Class<?> type, RuntimeException failure) {
		String message = "Cannot write " + type.getTypeName() + " as JSON" + path(failure) + ": " + reason(failure);
		return new PigatoPayloadException(message, failure);
	}

	/**
	 * The cause is what the user's own code threw, if it did; Jackson's exception is left
	 * out, since its message quotes the payload at any length.
	 */
	static PigatoPayloadException ofDecoding(Type type, RuntimeException failure) {
		String message = "Cannot read the payload as " + type.getTypeName() + position(failure) + path(failure) + ": "
				+ reason(failure);
		Throwable cause = (failure instanceof JacksonException) ? failure.getCause() : failure;
		return new PigatoPayloadException(message, (cause instanceof JacksonException) ? null : cause);
	}

	private static String position(RuntimeException failure) {
		TokenStreamLocation location = (failure instanceof JacksonException known) ? known.getLocation() : null;
		if (location == null || location.getLineNr() < 1) {
			return "";
		}
		return " at line " + location.getLineNr() + ", column " + location.getColumnNr();
	}

	private static String path(RuntimeException failure) {
		if (!(failure instanceof JacksonException known) || known.getPath().isEmpty()) {
			return "";
		}
		StringBuilder path = new StringBuilder();
		for (JacksonException.Reference step : known.getPath()) {
			path.append((step.getPropertyName() != null) ? "." + step.getPropertyName() : "[" + step.getIndex() + "]");
		}
		String steps = (path.charAt(0) == '.') ? path.substring(1) : path.toString();
		return " (" + cut(steps, MAX_PATH_CHARS) + ")";
	}

	private static String reason(RuntimeException failure) {
		String text = (failure instanceof JacksonException known) ? known.getOriginalMessage() : failure.getMessage();
		if (text == null) {
			return failure.getClass().getSimpleName();
		}
		int hint = text.indexOf(HINT);
		return cut((hint > 0) ? text.substring(0, hint) : text, MAX_REASON_CHARS);
	}

	private static String cut(String text, int most) {
		String start = (text.length() <= most) ? text : text.substring(0, most) + "…";
		return start.replaceAll("\\p{Cntrl}+", " ");
	}

}
