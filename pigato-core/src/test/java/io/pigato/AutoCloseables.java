package io.pigato;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a test has opened; closed the last first. */
final class AutoCloseables implements AutoCloseable {

	private final Deque<AutoCloseable> open = new ArrayDeque<>();

	<T extends AutoCloseable> T keep(T closeable) {
		this.open.push(closeable);
		return closeable;
	}

	@Override
	public void close() throws Exception {
		while (!this.open.isEmpty()) {
			this.open.pop().close();
		}
	}

}
