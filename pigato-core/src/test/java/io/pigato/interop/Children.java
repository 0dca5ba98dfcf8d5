package io.pigato.interop;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The processes that the tests have started: none outlives this JVM. */
final class Children {

	private static final int KILL_SECONDS = 10;

	private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

	static {
		Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
	}

	private Children() {
	}

	static void add(Process process) {
		RUNNING.add(process);
		process.onExit().thenRun(() -> RUNNING.remove(process));
	}

	/** Ends a process by force and waits for its end. */
	static void kill(Process process) {
		process.destroyForcibly();
		try {
			process.waitFor(KILL_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
