package io.pigato.spring.worker;

import io.pigato.PigatoException;

/**
 * The application offers a service in a way that cannot work.
 *
 * @since 0.1.0
 */
public class PigatoServiceDefinitionException extends PigatoException {

	private static final long serialVersionUID = 1L;

	private final String problem;

	private final String remedy;

	/**
	 * With what is wrong and what to write instead.
	 * @param problem whole sentences
	 * @param remedy whole sentences
	 */
	public PigatoServiceDefinitionException(String problem, String remedy) {
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
