package io.pigato.payload;

import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.introspect.DefaultAccessorNamingStrategy;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import io.pigato.PigatoPayloadException;
import org.jspecify.annotations.Nullable;

/**
 * Payloads by Jackson 2 ({@code com.fasterxml.jackson}).
 * <p>
 * Its own mapper knows {@code java.time} (as ISO-8601 text), {@code Optional} and the
 * names of constructor parameters, and otherwise keeps to the defaults of Jackson 3, so
 * that the bytes stay the same where an application brings that: the components of a
 * record in their order and other properties in that of the alphabet, enums by their
 * {@code toString}, {@code null} refused for a primitive. (They differ for
 * {@code java.util.Date}, {@code Locale} and {@code Year}.) Fields that the wanted type
 * does not have are ignored: peers are deployed one after the other, and one that sends a
 * new field must not break those that do not know it yet. Class names in the JSON are
 * never followed.
 * <p>
 * Read as {@code null}: no bytes, {@code null}, and the text {@code undefined} that
 * Node.js peers send for a missing value. Anything else that is not one JSON value fails,
 * where Node.js workers take it for {@code null}: a handler must not mistake a broken
 * payload for a missing one.
 *
 * @since 0.1.0
 */
public final class JacksonPayloadCodec implements PayloadCodec {

	private static final byte[] NULL = "null".getBytes(StandardCharsets.UTF_8);

	/** More types than programs have, should one make them as it goes. */
	private static final int MAX_READERS = 1024;

	private final ObjectMapper mapper;

	/** By their types, which are those of handlers and callers. */
	private final Map<Type, ObjectReader> readers = new ConcurrentHashMap<>();

	/** With a mapper of its own. */
	public JacksonPayloadCodec() {
		this(defaultMapper());
	}

	/**
	 * With a given mapper, which alone decides how values look.
	 * @param mapper used as it is, and not to be reconfigured any more. Never let it
	 * follow class names in payloads (default typing): who can send a payload could then
	 * choose what is instantiated
	 */
	public JacksonPayloadCodec(ObjectMapper mapper) {
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
		catch (JsonProcessingException | RuntimeException ex) {
			throw PayloadFailure.ofEncoding(value.getClass(), ex);
		}
	}

	/**
	 * {@inheritDoc}
	 * <p>
	 * The message of the exception names the type and, where it is known, the line, the
	 * column and the field; of the payload it quotes no more than a short excerpt.
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
		catch (IOException | RuntimeException ex) {
			throw PayloadFailure.ofDecoding(type, ex);
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

	private static ObjectMapper defaultMapper() {
		return JsonMapper.builder()
			.addModules(new JavaTimeModule(), new Jdk8Module(), new ParameterNamesModule())
			.accessorNaming(new DefaultAccessorNamingStrategy.Provider().withFirstCharAcceptance(false, true))
			.enable(MapperFeature.USE_STD_BEAN_NAMING, MapperFeature.FIX_FIELD_NAME_UPPER_CASE_PREFIX,
					MapperFeature.SORT_PROPERTIES_ALPHABETICALLY,
					MapperFeature.SORT_CREATOR_PROPERTIES_BY_DECLARATION_ORDER)
			.disable(MapperFeature.USE_GETTERS_AS_SETTERS, MapperFeature.ALLOW_FINAL_FIELDS_AS_MUTATORS,
					MapperFeature.DEFAULT_VIEW_INCLUSION)
			.enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
			.disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS,
					SerializationFeature.FAIL_ON_EMPTY_BEANS)
			.enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
					DeserializationFeature.READ_ENUMS_USING_TO_STRING)
			.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
			.enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
			.build();
	}

}
