package io.pigato.spring.lifecycle;

import java.util.List;

/** Which threads of this package keep the JVM alive. */
final class NonDaemonThreads {

	private NonDaemonThreads() {
	}

	static List<String> names() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> !thread.isDaemon() && thread.isAlive() && thread.getName().startsWith("pigato-"))
			.map(Thread::getName)
			.toList();
	}

}
