package io.pigato.internal.protocol;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.pigato.internal.Frame;

/**
 * What a peer can do beyond the original protocol: names in {@code {"ext":[…]}}, as a
 * further frame of F6 and F9, in the options of a request, and in the status of a worker.
 * Peers that know no extensions ignore all of it.
 */
public final class Extensions {

	/**
	 * The cancel messages ({@link CancelRequest}, {@link HandlerCancel}) are understood.
	 */
	public static final String CANCEL = "cancel";

	/** Reply option {@code error} is understood, or sent ({@link ReplyError}). */
	public static final String ERROR = "error";

	/**
	 * Of a broker: it makes the request heartbeats (F12) of clients that announce
	 * extensions, as long as these are alive. Of a client: it leaves them to the broker.
	 */
	public static final String HEARTBEAT = "heartbeat";

	/** The field in which the names are listed. */
	static final String FIELD = "ext";

	private static final int MAX_NAMES = 64;

	private static final int MAX_NAME_CHARS = 64;

	private Extensions() {
	}

	/**
	 * The names as the further frame of F6 and F9.
	 * @param names any
	 * @return a JSON object
	 */
	public static Frame encode(Collection<String> names) {
		return Json.writeObject((generator) -> Json.writeStrings(generator, FIELD, names));
	}

	/**
	 * Reads the further frame of F6 and F9.
	 * @param frame any
	 * @return the names, unmodifiable; empty for a frame that lists none. At most 64
	 * names of at most 64 characters are read, what else is there is passed over
	 */
	public static Set<String> decode(Frame frame) {
		if (JsonFrames.isNothing(frame)) {
			return Set.of();
		}
		Set<String> names = new LinkedHashSet<>();
		boolean read = Json.readObject(frame, JsonFrames.MAX_OPTIONS_BYTES, (name, parser, text) -> {
			if (name.equals(FIELD)) {
				read(parser, names);
			}
		});
		return read ? Set.copyOf(names) : Set.of();
	}

	/** Replaces what is in a set by the names at the present value. */
	static void read(JsonParser parser, Set<String> names) throws IOException {
		names.clear();
		if (parser.currentToken() != JsonToken.START_ARRAY) {
			return;
		}
		while (parser.nextToken() != JsonToken.END_ARRAY) {
			boolean fits = parser.currentToken() == JsonToken.VALUE_STRING && names.size() < MAX_NAMES
					&& parser.getTextLength() <= MAX_NAME_CHARS;
			if (fits) {
				names.add(parser.getText());
			}
			parser.skipChildren();
		}
	}

}
