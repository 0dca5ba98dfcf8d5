package io.pigato.worker;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a worker says about itself to a broker that shows it. Each text has 256 characters
 * at most; a longer one is cut.
 *
 * @param host where it runs
 * @param app which application it belongs to
 * @param version which version of that
 * @param description what it does
 * @since 0.1.0
 */
public record WorkerInfo(@Nullable String host, @Nullable String app, @Nullable String version,
		@Nullable String description) {

	/** Nothing. */
	public static final WorkerInfo NONE = new WorkerInfo(null, null, null, null);

	private static final int MAX_CHARS = 256;

	/** Cuts what is too long. */
	public WorkerInfo {
		host = cut(host);
		app = cut(app);
		version = cut(version);
		description = cut(description);
	}

	/** What is said, by the names it has on the wire. */
	Map<String, String> fields() {
		Map<String, String> fields = new LinkedHashMap<>();
		put(fields, "host", this.host);
		put(fields, "app", this.app);
		put(fields, "version", this.version);
		put(fields, "description", this.description);
		return fields;
	}

	private static void put(Map<String, String> fields, String name, @Nullable String text) {
		if (text != null && !text.isEmpty()) {
			fields.put(name, text);
		}
	}

	private static @Nullable String cut(@Nullable String text) {
		if (text == null || text.length() <= MAX_CHARS) {
			return text;
		}
		int end = Character.isHighSurrogate(text.charAt(MAX_CHARS - 1)) ? MAX_CHARS - 1 : MAX_CHARS;
		return text.substring(0, end);
	}

}
