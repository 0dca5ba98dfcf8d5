package io.pigato.interop;

import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** What a test needs of its environment. */
final class Requirement {

	private Requirement() {
	}

	/**
	 * Something is missing: the test is skipped, or fails where nothing may be skipped,
	 * with {@code CI=true} or {@code PIGATO_INTEROP=required} in the environment.
	 * @param problem for people
	 * @return what to throw
	 */
	static RuntimeException missing(String problem) {
		if ("true".equals(System.getenv("CI")) || "required".equals(System.getenv("PIGATO_INTEROP"))) {
			throw new AssertionFailedError(problem);
		}
		return new TestAbortedException(problem);
	}

}
