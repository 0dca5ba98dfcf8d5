package io.pigato.samples.command;

/**
 * What a step of the doctor has found.
 *
 * @param <T> what it hands to the steps after it
 * @param value what it hands on
 * @param there {@code false} for what a broker need not have, and this one has not
 * @param text for people
 */
record Finding<T>(T value, boolean there, String text) {

	static <T> Finding<T> of(T value, String text) {
		return new Finding<>(value, true, text);
	}

	static Finding<Boolean> ok(String text) {
		return new Finding<>(true, true, text);
	}

	static Finding<Boolean> absent(String text) {
		return new Finding<>(false, false, text);
	}

}
