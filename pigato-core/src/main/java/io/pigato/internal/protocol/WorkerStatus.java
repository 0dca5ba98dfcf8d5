package io.pigato.internal.protocol;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

import com.fasterxml.jackson.core.JsonParser;
import io.pigato.internal.Frame;

/**
 * The object in a worker's heartbeat (F10).
 *
 * @param concurrency how many requests it takes at once, 0 for none at present and −1 for
 * no limit; empty if it does not say
 * @param update whether a worker of a core service asks for a
 * {@link DirectoryPublication}
 * @param extensions what it can do beyond the original protocol; unmodifiable
 */
public record WorkerStatus(OptionalInt concurrency, boolean update, Set<String> extensions) {

	/** No limit. */
	public static final int UNLIMITED = -1;

	/** What a bare heartbeat says. */
	public static final WorkerStatus NONE = new WorkerStatus(OptionalInt.empty(), false, Set.of());

	/**
	 * Reads a status. A concurrency that is no whole number from −1 up is ignored; one
	 * beyond {@code int} is cut to that. What is not JSON, longer than 1 MiB or no object
	 * says nothing. Never throws.
	 * @param status any
	 * @return what it says
	 */
	public static WorkerStatus read(Frame status) {
		if (JsonFrames.isNothing(status)) {
			return NONE;
		}
		Reader reader = new Reader();
		boolean read = Json.readObject(status, JsonFrames.MAX_OPTIONS_BYTES, reader);
		return read ? new WorkerStatus(reader.concurrency, reader.update, Set.copyOf(reader.extensions)) : NONE;
	}

	/**
	 * Writes a status.
	 * @param concurrency how many requests the worker takes at once, or
	 * {@link #UNLIMITED}
	 * @param extensions what it can do beyond the original protocol
	 * @param info what it says about itself, such as {@code host} and {@code app}; not
	 * written if empty
	 * @return a JSON object
	 */
	public static Frame encode(int concurrency, Collection<String> extensions, Map<String, String> info) {
		return Json.writeObject((generator) -> {
			generator.writeNumberField("concurrency", concurrency);
			if (!extensions.isEmpty()) {
				Json.writeStrings(generator, Extensions.FIELD, extensions);
			}
			if (!info.isEmpty()) {
				Json.writeStrings(generator, "info", info);
			}
		});
	}

	private static final class Reader implements Json.Fields {

		private OptionalInt concurrency = OptionalInt.empty();

		private boolean update;

		private final Set<String> extensions = new LinkedHashSet<>();

		@Override
		public void field(String name, JsonParser parser, String text) throws IOException {
			switch (name) {
				case "concurrency" -> this.concurrency = concurrency(parser);
				case "update" -> this.update = Json.isTruthy(parser);
				case Extensions.FIELD -> Extensions.read(parser, this.extensions);
				default -> {
				}
			}
		}

		private static OptionalInt concurrency(JsonParser parser) throws IOException {
			double value = parser.currentToken().isNumeric() ? parser.getDoubleValue() : Double.NaN;
			boolean valid = value >= UNLIMITED && value == Math.rint(value) && !Double.isInfinite(value);
			return valid ? OptionalInt.of((int) Math.min(value, Integer.MAX_VALUE)) : OptionalInt.empty();
		}

	}

}
