package io.pigato.worker;

import java.util.Map;

import io.pigato.PigatoPayloadException;
import io.pigato.payload.PayloadType;
import org.jspecify.annotations.Nullable;

/**
 * A request as its handler sees it. Immutable and safe for use by any thread.
 *
 * @since 0.1.0
 */
public interface ServiceRequest {

	/**
	 * The service as the client asked for it: the name a wildcard or version range stood
	 * for.
	 * @return the name
	 */
	String service();

	/**
	 * The client's id for the request: unique with {@link #clientId()}.
	 * @return the id
	 */
	String id();

	/**
	 * The client, as the broker names it.
	 * @return the id
	 */
	String clientId();

	/**
	 * The payload.
	 * @param type what to read it as
	 * @param <T> what to read it as
	 * @return the value, {@code null} for JSON's {@code null} or where none was sent
	 * @throws PigatoPayloadException if it does not fit; let it pass, and the client is
	 * told {@code W_INVALID_PAYLOAD}
	 */
	default <T> @Nullable T data(Class<T> type) {
		return data(PayloadType.of(type));
	}

	/**
	 * As {@link #data(Class)}, for a type with arguments.
	 * @param type what to read it as
	 * @param <T> what to read it as
	 * @return the value, {@code null} for JSON's {@code null} or where none was sent
	 */
	<T> @Nullable T data(PayloadType<T> type);

	/**
	 * All options of the request, those that the broker acts on included.
	 * @return an unmodifiable map, empty where none or no JSON object was sent
	 */
	Map<String, Object> options();

	/**
	 * The option {@code headers}.
	 * @return an unmodifiable map of those that are texts
	 */
	Map<String, String> headers();

}
