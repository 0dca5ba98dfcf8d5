package io.pigato.interop;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.opentest4j.TestAbortedException;

/**
 * A Python with pyzmq: the one that the environment names as {@code PIGATO_PYTHON}, the
 * first of the path, or the system's, for which Debian has the package python3-zmq.
 * {@code PIGATO_PYTHON=none} says that there is none and need not be.
 */
final class PythonInstallation {

	private static final String NAMED = System.getenv("PIGATO_PYTHON");

	private static final Optional<String> FOUND = Stream.of((NAMED != null) ? NAMED : "", "python3", "/usr/bin/python3")
		.filter((program) -> !program.isEmpty() && hasPyzmq(program))
		.findFirst();

	private PythonInstallation() {
	}

	/**
	 * Finds it; where there is none, the test is skipped or fails.
	 * @return the program
	 */
	static String find() {
		if ("none".equals(NAMED)) {
			throw new TestAbortedException("PIGATO_PYTHON=none: there is no Python with pyzmq");
		}
		return FOUND
			.orElseThrow(() -> Requirement.missing("Python with pyzmq is needed to meet libzmq (on Debian and Ubuntu: "
					+ "apt-get install python3-zmq; or a virtual environment, named by PIGATO_PYTHON)"));
	}

	private static boolean hasPyzmq(String program) {
		try {
			Process process = new ProcessBuilder(program, "-c", "import zmq").redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start();
			Children.add(process);
			return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
