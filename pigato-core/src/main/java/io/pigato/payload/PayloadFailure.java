package io.pigato.payload;

import java.lang.reflect.Type;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.pigato.PigatoPayloadException;

/**
 * Puts Jackson's failures into words that are short, on one line, and hold little of the
 * payload.
 */
final class PayloadFailure {

	private static final int MAX_REASON_CHARS = 200;

	private static final int MAX_PATH_CHARS = 100;

	private static final String HINT = " (set DeserializationConfig";

	private PayloadFailure() {
	}

	static PigatoPayloadException ofEncoding(Class<?> type, Exception failure) {
		String message = "Cannot write " + type.getTypeName() + " as JSON" + path(failure) + ": " + reason(failure);
		return new PigatoPayloadException(message, failure);
	}

	/**
	 * The cause is what the user's own code threw, if it did; Jackson's exception is left
	 * out, since its message quotes the payload at any length.
	 */
	static PigatoPayloadException ofDecoding(Type type, Exception failure) {
		String message = "Cannot read the payload as " + type.getTypeName() + position(failure) + path(failure) + ": "
				+ reason(failure);
		Throwable cause = (failure instanceof JsonProcessingException) ? failure.getCause() : failure;
		return new PigatoPayloadException(message, (cause instanceof JsonProcessingException) ? null : cause);
	}

	private static String position(Exception failure) {
		JsonLocation location = (failure instanceof JsonProcessingException known) ? known.getLocation() : null;
		if (location == null || location.getLineNr() < 1) {
			return "";
		}
		return " at line " + location.getLineNr() + ", column " + location.getColumnNr();
	}

	private static String path(Exception failure) {
		if (!(failure instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
			return "";
		}
		StringBuilder path = new StringBuilder();
		for (JsonMappingException.Reference step : mapping.getPath()) {
			path.append((step.getFieldName() != null) ? "." + step.getFieldName() : "[" + step.getIndex() + "]");
		}
		String steps = (path.charAt(0) == '.') ? path.substring(1) : path.toString();
		return " (" + cut(steps, MAX_PATH_CHARS) + ")";
	}

	private static String reason(Exception failure) {
		String text = (failure instanceof JsonProcessingException known) ? known.getOriginalMessage()
				: failure.getMessage();
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
