package io.pigato.internal.transport;

/**
 * The thread of a loop. It ignores interrupts: nothing on it waits but the selector,
 * which has a wake-up of its own, whereas an interrupted thread closes the channels it
 * reads and cuts JeroMQ's messages in half.
 */
final class LoopThread extends Thread {

	LoopThread(Runnable duties, String name) {
		super(duties, name);
		setDaemon(true);
	}

	@Override
	public void interrupt() {
	}

}
