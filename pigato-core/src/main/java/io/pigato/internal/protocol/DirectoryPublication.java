package io.pigato.internal.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.pigato.internal.Frame;

/**
 * F17, on the broker's PUB channel: one frame, {@code $dir } and a JSON object of service
 * names and the ids of their workers.
 */
public final class DirectoryPublication {

	/** What the frame begins with, and subscribers subscribe to: name and space. */
	public static final Frame PREFIX = Frame.of("$dir ");

	private static final int MAX_BYTES = 64 * 1024 * 1024;

	private DirectoryPublication() {
	}

	/**
	 * The publication of a directory.
	 * @param directory service name → worker ids
	 * @return the frame
	 */
	public static Frame encode(Map<String, ? extends Collection<String>> directory) {
		return publish(encodeDirectory(directory));
	}

	/**
	 * The publication of a directory that is encoded already.
	 * @param directory as {@link #encodeDirectory} makes it
	 * @return the frame
	 */
	public static Frame publish(Frame directory) {
		byte[] publication = new byte[PREFIX.length() + directory.length()];
		ByteBuffer target = ByteBuffer.wrap(publication);
		PREFIX.writeTo(target);
		directory.writeTo(target);
		return Frame.of(publication);
	}

	/**
	 * The directory alone, as service {@code $dir} answers.
	 * @param directory service name → worker ids
	 * @return a JSON object
	 */
	public static Frame encodeDirectory(Map<String, ? extends Collection<String>> directory) {
		return Json.writeObject((generator) -> {
			for (Map.Entry<String, ? extends Collection<String>> service : directory.entrySet()) {
				Json.writeStrings(generator, service.getKey(), service.getValue());
			}
		});
	}

	/**
	 * The workers of one service, as service {@code $dir} answers.
	 * @param ids worker ids
	 * @return a JSON array
	 */
	public static Frame encodeIds(Collection<String> ids) {
		return Json.writeArray(ids);
	}

	/**
	 * Reads a publication. Never throws.
	 * @param frame any
	 * @return service name → worker ids, unmodifiable, in the order in which they came;
	 * empty for what is no publication. What is no array of strings within it is passed
	 * over
	 */
	public static Map<String, List<String>> decode(Frame frame) {
		String text = frame.text();
		if (!text.startsWith(PREFIX.text())) {
			return Map.of();
		}
		Map<String, List<String>> directory = new LinkedHashMap<>();
		Frame object = Frame.of(text.substring(PREFIX.length()));
		boolean read = Json.readObject(object, MAX_BYTES, (name, parser, all) -> {
			if (parser.currentToken() == JsonToken.START_ARRAY) {
				directory.put(name, ids(parser));
			}
		});
		return read ? Collections.unmodifiableMap(directory) : Map.of();
	}

	private static List<String> ids(JsonParser parser) throws IOException {
		List<String> ids = new ArrayList<>();
		while (parser.nextToken() != JsonToken.END_ARRAY) {
			if (parser.currentToken() == JsonToken.VALUE_STRING) {
				ids.add(parser.getText());
			}
			parser.skipChildren();
		}
		return List.copyOf(ids);
	}

}
