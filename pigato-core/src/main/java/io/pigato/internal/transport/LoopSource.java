package io.pigato.internal.transport;

/**
 * Something with input that a loop has to look at. Register it for a channel with
 * {@link EventLoop#register}, or ask for a look with {@link EventLoop#ready}.
 */
public abstract class LoopSource {

	boolean queued;

	/**
	 * Takes a bounded batch of what has arrived. Called on the loop thread, after the
	 * channel became ready or somebody called {@link EventLoop#ready}.
	 * @return whether more may be waiting: the loop will then not sleep before the next
	 * call
	 */
	protected abstract boolean poll();

}
