package io.pigato.payload;

import java.lang.reflect.Type;

import io.pigato.PigatoPayloadException;
import org.jspecify.annotations.Nullable;

/**
 * Turns values into payloads and back. PIGATO's payloads are JSON in UTF-8; peers in
 * other languages read nothing else. Implementations are safe for use by any thread.
 *
 * @since 0.1.0
 */
public interface PayloadCodec {

	/**
	 * Turns a value into JSON.
	 * @param value any value, {@code null} becomes {@code null}
	 * @return a new array, never empty
	 * @throws PigatoPayloadException if the value has no JSON form
	 */
	byte[] encode(@Nullable Object value);

	/**
	 * Turns JSON into a value.
	 * @param json JSON; not changed and not kept
	 * @param type the wanted type; {@code void} reads nothing and gives {@code null}
	 * @return the value, {@code null} for JSON's {@code null}
	 * @throws PigatoPayloadException if it is not JSON or does not fit the type, with a
	 * message that names the type
	 */
	@Nullable Object decode(byte[] json, Type type);

	/**
	 * Whether a payload stands for no value, as peers in all languages write that: no
	 * bytes, {@code null}, or the text {@code undefined} that Node.js sends; blanks
	 * around it do not matter.
	 * @param json any bytes
	 * @return {@code true} if {@link #decode} should give {@code null}
	 */
	static boolean isNothing(byte[] json) {
		return NoValue.is(json);
	}

}
