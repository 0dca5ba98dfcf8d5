package io.pigato.transport;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.pigato.PigatoClosedException;
import io.pigato.PigatoException;
import io.pigato.internal.transport.EventLoop;
import io.pigato.internal.transport.FailureLog;
import io.pigato.internal.transport.LoopEndListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sockets that are open on a loop. When the loop ends before them, they are closed
 * and their owners told, so that nobody waits for what cannot come. For the loop thread.
 */
final class OpenSockets implements LoopEndListener {

	private static final Logger logger = LoggerFactory.getLogger(OpenSockets.class);

	private final Map<Object, Consumer<PigatoException>> enders = new LinkedHashMap<>();

	private final FailureLog failures;

	OpenSockets(EventLoop loop) {
		this.failures = new FailureLog(logger, loop::nanos);
	}

	/**
	 * Adds a socket.
	 * @param key what it is removed by
	 * @param ender closes it and tells its owner why
	 */
	void add(Object key, Consumer<PigatoException> ender) {
		this.enders.put(key, ender);
	}

	/**
	 * Removes a socket.
	 * @param key what it was added by
	 * @return whether it was there
	 */
	boolean remove(Object key) {
		return this.enders.remove(key) != null;
	}

	int size() {
		return this.enders.size();
	}

	@Override
	public void onLoopEnd(@Nullable Throwable cause) {
		PigatoException reason = (cause == null) ? new PigatoClosedException("The loop was closed")
				: new PigatoException("The loop has failed", cause);
		List<Consumer<PigatoException>> all = new ArrayList<>(this.enders.values());
		this.enders.clear();
		for (Consumer<PigatoException> ender : all) {
			try {
				ender.accept(reason);
			}
			catch (Throwable ex) {
				this.failures.report("A socket could not be closed with its loop", ex);
			}
		}
	}

}
