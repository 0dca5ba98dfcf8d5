package io.pigato.chaos;

import java.util.random.RandomGenerator;

/** What a handler does with a request. */
enum Kind {

	/** Answers at once. */
	ECHO,

	/** Answers after some milliseconds. */
	SLOW,

	/** Answers in parts. */
	STREAM,

	/** Is given back by one of the workers. */
	REJECT,

	/** Is answered by an error. */
	FAIL,

	/** Is not answered. */
	SILENT;

	static final String ERROR_CODE = "E_TEST";

	private static final int MOST_PARTS = 10;

	static Kind any(RandomGenerator random) {
		int dice = random.nextInt(100);
		if (dice < 45) {
			return ECHO;
		}
		if (dice < 65) {
			return STREAM;
		}
		if (dice < 85) {
			return SLOW;
		}
		if (dice < 92) {
			return REJECT;
		}
		return (dice < 98) ? FAIL : SILENT;
	}

	/** How many parts come before the final reply to a request with this number. */
	int parts(int number) {
		return (this == STREAM) ? number % MOST_PARTS : 0;
	}

	long timeoutMillis() {
		return (this == SILENT) ? 300 : 2000;
	}

	boolean isAnswered() {
		return this != FAIL && this != SILENT;
	}

}
