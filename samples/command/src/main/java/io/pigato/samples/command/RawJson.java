package io.pigato.samples.command;

import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.pigato.PigatoPayloadException;
import io.pigato.payload.PayloadCodec;
import org.jspecify.annotations.Nullable;

/** Payloads as the text they are, so that no number is rounded on its way. */
final class RawJson implements PayloadCodec {

	private static final String NULL = "null";

	@Override
	public byte[] encode(@Nullable Object value) {
		return ((value != null) ? value.toString() : NULL).getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public @Nullable Object decode(byte[] json, Type type) {
		String text = new String(json, StandardCharsets.UTF_8).strip();
		return (text.isEmpty() || text.equals(NULL) || text.equals("undefined")) ? null : text;
	}

	/**
	 * Checks what a user has written.
	 * @param text exactly one JSON value, or nothing, which is {@code null}
	 * @return the text
	 * @throws PigatoPayloadException if it is anything else, with the place
	 */
	static String check(String text) {
		if (text.isBlank()) {
			return NULL;
		}
		try (JsonParser parser = new JsonFactory().createParser(text)) {
			int values = 0;
			while (parser.nextToken() != null) {
				parser.skipChildren();
				values++;
			}
			if (values != 1) {
				throw new PigatoPayloadException("This is " + values + " JSON values, not one: " + text);
			}
			return text;
		}
		catch (JsonProcessingException ex) {
			throw new PigatoPayloadException("This is not JSON: " + text + System.lineSeparator()
					+ Printable.of(ex.getOriginalMessage())
					+ ((ex.getLocation() != null) ? ", column " + ex.getLocation().getColumnNr() : "") + advice(text),
					ex);
		}
		catch (IOException ex) {
			throw new PigatoPayloadException("This cannot be read: " + text, ex);
		}
	}

	/** The shell takes the quotes that it is given. */
	private static String advice(String text) {
		return Character.isLetter(text.strip().charAt(0))
				? System.lineSeparator() + "Text has quotes, inside those of the shell: '\"" + text + "\"'" : "";
	}

}
