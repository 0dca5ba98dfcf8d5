package io.pigato.internal.protocol;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.core.JsonParser;
import io.pigato.internal.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Those options of a reply that PIGATO acts on.
 *
 * @param cacheMillis for how long the reply may be stored, 0 for not at all
 * @param error the error with all its parts, if it is one
 */
public record ReplyOptions(long cacheMillis, @Nullable ReplyError error) {

	/** Longer times are cut to this: 24 days. */
	public static final long MAX_CACHE_MILLIS = TimeUnit.DAYS.toMillis(24);

	/** What holds for a reply without options. */
	public static final ReplyOptions NONE = new ReplyOptions(0, null);

	/**
	 * Reads the options of a reply. {@code cache} counts if it is a number above 0, an
	 * error if it is an object with a code. What is not JSON, longer than 1 MiB or no
	 * object counts as none. Never throws. Costs nothing for {@code {}} and the forms of
	 * nothing.
	 * @param options any
	 * @return what they say
	 */
	public static ReplyOptions read(Frame options) {
		if (JsonFrames.isNothing(options) || options.equals(JsonFrames.EMPTY_OBJECT)) {
			return NONE;
		}
		Reader reader = new Reader();
		boolean read = Json.readObject(options, JsonFrames.MAX_OPTIONS_BYTES, reader);
		return read ? new ReplyOptions(reader.cacheMillis, reader.error) : NONE;
	}

	/**
	 * The options of a reply that may be stored.
	 * @param cacheMillis for how long, 0 for not at all
	 * @return a JSON object
	 */
	public static Frame encode(long cacheMillis) {
		return (cacheMillis > 0) ? Frame.of("{\"cache\":" + cacheMillis + "}") : JsonFrames.EMPTY_OBJECT;
	}

	private static final class Reader implements Json.Fields {

		private long cacheMillis;

		private @Nullable ReplyError error;

		@Override
		public void field(String name, JsonParser parser, String text) throws IOException {
			if (name.equals("cache")) {
				double millis = parser.currentToken().isNumeric() ? parser.getDoubleValue() : 0;
				this.cacheMillis = Math.min((long) Math.ceil(Math.max(0, millis)), MAX_CACHE_MILLIS);
			}
			else if (name.equals(ReplyError.FIELD)) {
				this.error = ReplyError.read(parser, text);
			}
		}

	}

}
