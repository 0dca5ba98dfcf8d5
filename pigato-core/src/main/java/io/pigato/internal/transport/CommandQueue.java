package io.pigato.internal.transport;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.jspecify.annotations.Nullable;

/**
 * Commands from any thread for one that runs them. Each command that was taken is handed
 * out, also when the queue ends at that moment. Only {@link #add} and {@link #close} are
 * for any thread.
 */
final class CommandQueue {

	private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();

	private volatile boolean closed;

	private volatile boolean ended;

	/**
	 * Takes a command.
	 * @param command what to run
	 * @return {@code false} if it is refused and will not run
	 */
	boolean add(Runnable command) {
		if (this.closed) {
			return false;
		}
		this.commands.add(command);
		// Either the last look into the queue came after this add, or the end is seen
		// here.
		return !(this.ended && this.commands.remove(command));
	}

	@Nullable Runnable poll() {
		return this.commands.poll();
	}

	boolean isEmpty() {
		return this.commands.isEmpty();
	}

	boolean isClosed() {
		return this.closed;
	}

	/** Refuses commands from now on; those that were taken stay. */
	void close() {
		this.closed = true;
	}

	/**
	 * Announces the last look into the queue: whoever calls it polls afterwards until
	 * there is nothing left.
	 */
	void end() {
		this.closed = true;
		this.ended = true;
	}

}
