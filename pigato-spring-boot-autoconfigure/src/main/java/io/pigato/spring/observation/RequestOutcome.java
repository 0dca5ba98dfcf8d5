package io.pigato.spring.observation;

/**
 * How a request has ended, as far as it has.
 *
 * @since 0.1.0
 */
public enum RequestOutcome {

	/** It has not ended yet. */
	UNKNOWN("unknown"),

	/** Its final reply is there, or was sent. */
	SUCCESS("success"),

	/** It has failed. */
	ERROR("error"),

	/** Nobody waits for it any more. */
	CANCELLED("cancelled"),

	/** The worker has given it back. */
	REJECTED("rejected");

	private final String label;

	RequestOutcome(String label) {
		this.label = label;
	}

	/**
	 * The outcome as a value of a label.
	 * @return a word
	 */
	public String label() {
		return this.label;
	}

}
