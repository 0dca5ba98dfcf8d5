package io.pigato;

/** Checked exceptions where none is declared, as Kotlin and Lombok let them be thrown. */
public final class Undeclared {

	private Undeclared() {
	}

	/**
	 * Throws any exception.
	 * @param failure what to throw
	 * @return never; for the compiler, to be thrown by the caller
	 */
	public static RuntimeException thrown(Throwable failure) {
		throw Undeclared.<RuntimeException>as(failure);
	}

	@SuppressWarnings({ "unchecked", "TypeParameterUnusedInFormals" })
	private static <E extends Throwable> E as(Throwable failure) throws E {
		throw (E) failure;
	}

}
