package io.pigato.payload;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A Java type with its type arguments, for which a class literal does not suffice. Make
 * one by an empty anonymous subclass: {@code new PayloadType<List<Price>>() {}}.
 *
 * @param <T> the type
 * @since 0.1.0
 */
public abstract class PayloadType<T> {

	private final Type type;

	/** For subclasses: takes the type from their declaration. */
	protected PayloadType() {
		if (!(getClass().getGenericSuperclass() instanceof ParameterizedType declared)) {
			throw new IllegalStateException(
					"Write new PayloadType<List<Price>>() {} with the type you want, not the raw PayloadType");
		}
		this.type = declared.getActualTypeArguments()[0];
	}

	private PayloadType(Type type) {
		this.type = Objects.requireNonNull(type, "type");
	}

	/**
	 * The type of a class.
	 * @param type the class
	 * @param <T> the type
	 * @return its type
	 */
	public static <T> PayloadType<T> of(Class<T> type) {
		return new Known<>(type);
	}

	/**
	 * A type known only at run time.
	 * @param type the type
	 * @return the type
	 */
	public static PayloadType<?> of(Type type) {
		return new Known<>(type);
	}

	/**
	 * The type as reflection has it.
	 * @return the type
	 */
	public final Type type() {
		return this.type;
	}

	@Override
	public final boolean equals(@Nullable Object other) {
		return other instanceof PayloadType<?> that && this.type.equals(that.type);
	}

	@Override
	public final int hashCode() {
		return this.type.hashCode();
	}

	@Override
	public final String toString() {
		return this.type.getTypeName();
	}

	private static final class Known<T> extends PayloadType<T> {

		private Known(Type type) {
			super(type);
		}

	}

}
