package io.pigato.samples.command;

/** A step has failed, and was printed. */
final class StepFailedException extends Exception {

	private static final long serialVersionUID = 1L;

	StepFailedException(String step, Throwable cause) {
		super(step, cause);
	}

}
