package io.pigato.internal.transport.jeromq;

/**
 * A socket that the engine has opened, as the engine sees it. Used on the loop thread.
 */
interface OpenSocket {

	/** Ends it at once, without a word to its handler. */
	void closeNow();

	/**
	 * Tells its handler that it is finished, since JeroMQ's threads are.
	 * @param cause why
	 */
	void fail(Throwable cause);

}
