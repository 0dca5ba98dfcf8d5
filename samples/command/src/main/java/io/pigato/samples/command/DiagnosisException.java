package io.pigato.samples.command;

/** What is wrong, and what one can do about it. */
final class DiagnosisException extends Exception {

	private static final long serialVersionUID = 1L;

	private final String advice;

	DiagnosisException(String message, String advice) {
		super(message);
		this.advice = advice;
	}

	String advice() {
		return this.advice;
	}

}
