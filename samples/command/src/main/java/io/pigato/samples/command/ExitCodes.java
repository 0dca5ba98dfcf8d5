package io.pigato.samples.command;

/** What the command says to scripts. 2, a wrong command line, is picocli's own. */
final class ExitCodes {

	static final int OK = 0;

	/** {@code call}: the service's error; {@code ls}: no such service; {@code doctor}. */
	static final int NEGATIVE = 1;

	static final int USAGE = 2;

	/** No reply in time, or nobody there to give one. */
	static final int NO_ANSWER = 3;

	private ExitCodes() {
	}

}
