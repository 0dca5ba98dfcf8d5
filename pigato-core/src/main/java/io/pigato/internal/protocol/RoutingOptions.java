package io.pigato.internal.protocol;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.pigato.internal.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Those options of a request that a broker acts on. All others pass it unread.
 *
 * @param timeoutMillis the longest silence, from 1 ms to 24 days, or {@link #NO_TIMEOUT}
 * @param retry whether another worker may get the request when its worker is lost
 * @param noCache whether a stored reply must not be used
 * @param workerId the one worker to ask, or {@code null}
 * @param invalidTarget whether a worker was named that cannot exist; {@code workerId} is
 * {@code null} then
 * @param extensions whether the client announced extensions, however many
 * @param persist whether the request is to be stored
 */
public record RoutingOptions(long timeoutMillis, boolean retry, boolean noCache, @Nullable Frame workerId,
		boolean invalidTarget, boolean extensions, boolean persist) {

	/** No time-out. */
	public static final long NO_TIMEOUT = -1;

	/** The time-out of requests that name none. */
	public static final long DEFAULT_TIMEOUT_MILLIS = TimeUnit.SECONDS.toMillis(60);

	/** Longer time-outs are cut to this: 24 days. */
	public static final long MAX_TIMEOUT_MILLIS = TimeUnit.DAYS.toMillis(24);

	/** What holds for a request without options. */
	public static final RoutingOptions DEFAULT = new RoutingOptions(DEFAULT_TIMEOUT_MILLIS, false, false, null, false,
			false, false);

	private static final int MAX_IDENTITY_BYTES = 255;

	/**
	 * Reads the options of a request, as the Node.js broker does: what is not JSON,
	 * longer than 1 MiB or no object counts as none; of a field that comes twice the last
	 * counts; flags are taken as JavaScript takes them. Never throws. Costs nothing for
	 * {@code {}} and the forms of nothing.
	 * @param options any
	 * @return what they say
	 */
	public static RoutingOptions read(Frame options) {
		if (JsonFrames.isNothing(options) || options.equals(JsonFrames.EMPTY_OBJECT)) {
			return DEFAULT;
		}
		Reader reader = new Reader();
		return Json.readObject(options, JsonFrames.MAX_OPTIONS_BYTES, reader) ? reader.result() : DEFAULT;
	}

	private static final class Reader implements Json.Fields {

		private long timeoutMillis = DEFAULT_TIMEOUT_MILLIS;

		private boolean retry;

		private boolean noCache;

		private @Nullable Frame workerId;

		private boolean invalidTarget;

		private boolean extensions;

		private boolean persist;

		@Override
		public void field(String name, JsonParser parser, String text) throws IOException {
			switch (name) {
				case "timeout" -> this.timeoutMillis = timeout(parser);
				case "retry" -> this.retry = Json.isTruthy(parser);
				case "nocache" -> this.noCache = Json.isTruthy(parser);
				case "workerId" -> target(parser);
				case Extensions.FIELD -> this.extensions = parser.currentToken() == JsonToken.START_ARRAY;
				case "persist" -> this.persist = Json.isTruthy(parser);
				default -> {
				}
			}
		}

		private RoutingOptions result() {
			return new RoutingOptions(this.timeoutMillis, this.retry, this.noCache, this.workerId, this.invalidTarget,
					this.extensions, this.persist);
		}

		private void target(JsonParser parser) throws IOException {
			boolean named = parser.currentToken() == JsonToken.VALUE_STRING && parser.getTextLength() > 0;
			Frame id = named ? Frame.of(parser.getText()) : Frame.EMPTY;
			boolean possible = named && id.length() <= MAX_IDENTITY_BYTES;
			this.workerId = possible ? id : null;
			this.invalidTarget = !possible && Json.isTruthy(parser);
		}

		private static long timeout(JsonParser parser) throws IOException {
			if (!parser.currentToken().isNumeric()) {
				return DEFAULT_TIMEOUT_MILLIS;
			}
			double millis = parser.getDoubleValue();
			if (millis < 0) {
				return NO_TIMEOUT;
			}
			return (millis == 0) ? DEFAULT_TIMEOUT_MILLIS : Math.min((long) Math.ceil(millis), MAX_TIMEOUT_MILLIS);
		}

	}

}
