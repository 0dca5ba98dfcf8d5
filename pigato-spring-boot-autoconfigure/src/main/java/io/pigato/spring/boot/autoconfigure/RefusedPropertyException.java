package io.pigato.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.function.BiFunction;

import io.pigato.PigatoException;
import org.springframework.boot.convert.DurationStyle;

/** The core refuses what a property, or several together, hold. */
class RefusedPropertyException extends PigatoException {

	private static final long serialVersionUID = 1L;

	private final String property;

	private final String value;

	RefusedPropertyException(String property, String value, IllegalArgumentException cause) {
		super("Property " + property + ": " + cause.getMessage(), cause);
		this.property = property;
		this.value = value;
	}

	/**
	 * Hands a value to the core.
	 * @param property where it comes from
	 * @param value what it is
	 * @param target takes it
	 * @param use how; throws {@link IllegalArgumentException} if it cannot be
	 * @param <T> what takes it
	 * @param <V> what it is
	 * @return what the use returns
	 * @throws RefusedPropertyException if it cannot be
	 */
	static <T, V> T of(String property, V value, T target, BiFunction<T, V, T> use) {
		try {
			return use.apply(target, value);
		}
		catch (IllegalArgumentException ex) {
			throw new RefusedPropertyException(property, describe(value), ex);
		}
	}

	/** As it may be written in a property. */
	private static String describe(Object value) {
		return (value instanceof Duration duration) ? DurationStyle.SIMPLE.print(duration) : value.toString();
	}

	String property() {
		return this.property;
	}

	String value() {
		return this.value;
	}

}
