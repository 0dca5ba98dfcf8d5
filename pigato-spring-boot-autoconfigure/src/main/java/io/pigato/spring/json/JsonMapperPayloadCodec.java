package io.pigato.spring.json;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import io.pigato.PigatoPayloadException;
import io.pigato.payload.PayloadCodec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Payloads by Jackson 3 ({@code tools.jackson}): the application's mapper alone decides
 * how values look, so that its modules and naming rules hold on the wire too. What is
 * read as {@code null} and what fails is the same as with
 * {@link io.pigato.payload.JacksonPayloadCodec}.
 *
 * @since 0.1.0
 */
public final class JsonMapperPayloadCodec implements PayloadCodec {

	private static final byte[] NULL = "null".getBytes(StandardCharsets.UTF_8);

	/** More types than programs have, should one make them as it goes. */
	private static final int MAX_READERS = 1024;

	private final JsonMapper mapper;

	/** By their types, which are those of handlers and callers. */
	private final Map<Type, ObjectReader> readers = new ConcurrentHashMap<>();

	/**
	 * With a given mapper.
	 * @param mapper used as it is. Never let it follow class names in payloads (default
	 * typing): who can send a payload could then choose what is instantiated
	 */
	public JsonMapperPayloadCodec(JsonMapper mapper) {
		this.mapper = Objects.requireNonNull(mapper, "mapper");
	}

	@Override
	public byte[] encode(@Nullable Object value) {
		if (value == null) {
			return NULL.clone();
		}
		try {
			byte[] json = this.mapper.writeValueAsBytes(value);
			return (json.length == 0) ? NULL.clone() : json;
		}
		catch (RuntimeException ex) {
			throw JsonFailure.ofEncoding(value.getClass(), ex);
		}
	}

	/**
	 * {@inheritDoc}
	 * <p>
	 * Read as {@code null}: no bytes, {@code null}, and the text {@code undefined} that
	 * Node.js peers send for a missing value.
	 * @throws PigatoPayloadException also for {@code null} where the type is a primitive
	 * one
	 */
	@Override
	public @Nullable Object decode(byte[] json, Type type) {
		if (type == void.class || type == Void.class) {
			return null;
		}
		if (PayloadCodec.isNothing(json)) {
			return nothing(type);
		}
		try {
			return reader(type).readValue(json);
		}
		catch (RuntimeException ex) {
			throw JsonFailure.ofDecoding(type, ex);
		}
	}

	private ObjectReader reader(Type type) {
		ObjectReader reader = this.readers.get(type);
		if (reader == null) {
			reader = this.mapper.readerFor(this.mapper.constructType(type))
				.with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
			if (this.readers.size() < MAX_READERS) {
				this.readers.put(type, reader);
			}
		}
		return reader;
	}

	private static @Nullable Object nothing(Type type) {
		if (type instanceof Class<?> plain && plain.isPrimitive()) {
			throw new PigatoPayloadException("Cannot read a payload of null as " + type.getTypeName());
		}
		return null;
	}

}
