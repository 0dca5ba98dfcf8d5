package io.pigato.spring.exchange;

import io.pigato.PigatoException;

/**
 * An interface of {@link PigatoExchange requests} is written in a way that cannot work.
 *
 * @since 0.1.0
 */
public class PigatoExchangeDefinitionException extends PigatoException {

	private static final long serialVersionUID = 1L;

	private final String problem;

	private final String remedy;

	PigatoExchangeDefinitionException(String problem, String remedy) {
		super(problem + " " + remedy);
		this.problem = problem;
		this.remedy = remedy;
	}

	/**
	 * What is wrong.
	 * @return whole sentences
	 */
	public String problem() {
		return this.problem;
	}

	/**
	 * What to write instead.
	 * @return whole sentences
	 */
	public String remedy() {
		return this.remedy;
	}

}
