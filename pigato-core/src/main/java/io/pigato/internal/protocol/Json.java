package io.pigato.internal.protocol;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.pigato.internal.Frame;

/**
 * Small JSON objects, read and written by Jackson's streaming classes. Reading takes any
 * bytes and never throws: it uses no recursion, and nothing of one input (such as the
 * names of its fields) is kept for the next.
 */
final class Json {

	/**
	 * Field names are not kept in a table shared between parsers: a peer could fill it
	 * with names of equal hash and so make the parsing of other peers' options fail.
	 */
	private static final JsonFactory FACTORY = new JsonFactoryBuilder()
		.disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
		.disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
		.streamReadConstraints(StreamReadConstraints.builder()
			.maxNestingDepth(1000)
			.maxNumberLength(1000)
			.maxNameLength(JsonFrames.MAX_OPTIONS_BYTES)
			.build())
		.build();

	private Json() {
	}

	/**
	 * Reads a frame that should hold one object, as JavaScript's {@code JSON.parse}
	 * would: a field that comes twice is told twice, the last one counts.
	 * @param frame any
	 * @param maxBytes longer ones are not read
	 * @param fields told each field
	 * @return {@code false} if it is no JSON text or is too long; what was told before
	 * must then be forgotten
	 */
	static boolean readObject(Frame frame, int maxBytes, Fields fields) {
		return readValue(frame, maxBytes, (parser, text) -> {
			if (parser.currentToken() == JsonToken.START_OBJECT) {
				readFields(parser, text, fields);
			}
		});
	}

	/**
	 * Reads a frame that should hold one value and nothing else.
	 * @param frame any
	 * @param maxBytes longer ones are not read
	 * @param value told the value
	 * @return {@code false} if it is no JSON text or is too long; what was told before
	 * must then be forgotten
	 */
	static boolean readValue(Frame frame, int maxBytes, Value value) {
		if (frame.length() > maxBytes) {
			return false;
		}
		String text = frame.text();
		try (JsonParser parser = FACTORY.createParser(text.toCharArray())) {
			if (parser.nextToken() == null) {
				return false;
			}
			value.read(parser, text);
			parser.skipChildren();
			return parser.nextToken() == null;
		}
		catch (IOException | RuntimeException ex) {
			return false;
		}
	}

	/**
	 * Reads the fields of an object within an object.
	 * @param parser at the object's beginning
	 * @param text the whole text
	 * @param fields told each field
	 * @throws IOException if it is no JSON text
	 */
	static void readFields(JsonParser parser, String text, Fields fields) throws IOException {
		while (parser.nextToken() == JsonToken.FIELD_NAME) {
			String name = parser.currentName();
			parser.nextToken();
			fields.field(name, parser, text);
			parser.skipChildren();
		}
	}

	/** Whether JavaScript takes the present value for true. */
	static boolean isTruthy(JsonParser parser) throws IOException {
		return switch (parser.currentToken()) {
			case VALUE_TRUE, START_OBJECT, START_ARRAY -> true;
			case VALUE_STRING -> parser.getTextLength() > 0;
			case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue() != 0;
			default -> false;
		};
	}

	/** The present value as it stands in the text; ends at its last token. */
	static Frame raw(JsonParser parser, String text) throws IOException {
		int start = (int) parser.currentTokenLocation().getCharOffset();
		parser.skipChildren();
		parser.finishToken();
		int end = (int) parser.currentLocation().getCharOffset();
		return Frame.of(text.substring(start, end));
	}

	/**
	 * Writes one object. Text that is no valid UTF-16 becomes question marks.
	 * @param body writes the fields
	 * @return the object
	 */
	static Frame writeObject(Body body) {
		StringWriter text = new StringWriter();
		try (JsonGenerator generator = FACTORY.createGenerator(text)) {
			generator.writeStartObject();
			body.writeTo(generator);
			generator.writeEndObject();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return Frame.of(text.toString());
	}

	/** Writes one array of texts, as {@link #writeObject} does an object. */
	static Frame writeArray(Iterable<String> values) {
		StringWriter text = new StringWriter();
		try (JsonGenerator generator = FACTORY.createGenerator(text)) {
			generator.writeStartArray();
			for (String value : values) {
				generator.writeString(value);
			}
			generator.writeEndArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return Frame.of(text.toString());
	}

	static void writeStrings(JsonGenerator generator, String field, Iterable<String> values) throws IOException {
		generator.writeArrayFieldStart(field);
		for (String value : values) {
			generator.writeString(value);
		}
		generator.writeEndArray();
	}

	static void writeStrings(JsonGenerator generator, String field, Map<String, String> values) throws IOException {
		generator.writeObjectFieldStart(field);
		for (Map.Entry<String, String> value : values.entrySet()) {
			generator.writeStringField(value.getKey(), value.getValue());
		}
		generator.writeEndObject();
	}

	/** Is told a value. */
	@FunctionalInterface
	interface Value {

		/**
		 * The value.
		 * @param parser at its first token; may be left there, or at its last
		 * @param text the whole text, for {@link Json#raw}
		 * @throws IOException if it is no JSON text
		 */
		void read(JsonParser parser, String text) throws IOException;

	}

	/** Is told the fields of an object. */
	@FunctionalInterface
	interface Fields {

		/**
		 * One field.
		 * @param name its name
		 * @param parser at the first token of its value; may be left there, or at its
		 * last
		 * @param text the whole text, for {@link Json#raw}
		 * @throws IOException if it is no JSON text
		 */
		void field(String name, JsonParser parser, String text) throws IOException;

	}

	/** Writes the fields of an object. */
	@FunctionalInterface
	interface Body {

		/**
		 * Writes the fields.
		 * @param generator within the object
		 * @throws IOException never for its own sake
		 */
		void writeTo(JsonGenerator generator) throws IOException;

	}

}
