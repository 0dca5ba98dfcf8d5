package io.pigato.payload;

import java.nio.charset.StandardCharsets;

/** Tells payloads without a value from others. */
final class NoValue {

	private static final int MAX_BYTES = 64;

	private NoValue() {
	}

	static boolean is(byte[] json) {
		if (json.length > MAX_BYTES || (json.length > 0 && beginsOther(json[0]))) {
			return false;
		}
		String text = new String(json, StandardCharsets.ISO_8859_1).strip();
		return text.isEmpty() || text.equals("null") || text.equals("undefined");
	}

	/** Most payloads are told by their first byte, without making a text. */
	private static boolean beginsOther(byte first) {
		return first > ' ' && first != 'n' && first != 'u';
	}

}
