package io.pigato.internal.transport.jeromq;

import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import io.pigato.internal.transport.EventLoop;
import io.pigato.internal.transport.LoopSource;
import org.jspecify.annotations.Nullable;
import zmq.Msg;
import zmq.SocketBase;
import zmq.ZError;
import zmq.ZMQ;

/**
 * A JeroMQ socket on a loop. JeroMQ signals on a channel that it has commands for the
 * socket, not that there are messages, and any call, a send too, may take that signal
 * away. So the socket is polled until there is nothing left, and once more after sending.
 */
final class LoopSocket {

	/** Ends the repetition should JeroMQ call something else an interrupt for ever. */
	private static final int MAX_INTERRUPTS = 100_000;

	private final EventLoop loop;

	private final SocketBase base;

	private @Nullable LoopSource source;

	private @Nullable SelectionKey key;

	private boolean asked;

	private boolean received;

	private int emptySignals;

	LoopSocket(EventLoop loop, SocketBase base) {
		this.loop = loop;
		this.base = base;
	}

	EventLoop loop() {
		return this.loop;
	}

	SocketBase base() {
		return this.base;
	}

	/**
	 * Has the loop look after the socket from now on.
	 * @param poll takes a batch of what has arrived and returns whether there may be more
	 * @throws ClosedChannelException if the socket is closed
	 */
	void register(BooleanSupplier poll) throws ClosedChannelException {
		this.source = new Source(poll);
		this.key = this.loop.register(this.base.getFD(), SelectionKey.OP_READ, this.source);
		lookAgain();
	}

	/**
	 * Makes a call of JeroMQ's again when an interrupt of the thread has cut it short.
	 * Interrupts are none of our making, and no message may be cut by one.
	 * @param base the socket
	 * @param call returns whether it succeeded
	 * @return whether it succeeded at last
	 */
	static boolean uninterrupted(SocketBase base, BooleanSupplier call) {
		for (int i = 0; i < MAX_INTERRUPTS; i++) {
			if (call.getAsBoolean()) {
				return true;
			}
			if (base.errno() != ZError.EINTR) {
				return false;
			}
		}
		return false;
	}

	/**
	 * Takes the next frame.
	 * @return the frame, or {@code null} if there is none now
	 */
	@Nullable Msg receive() {
		Msg frame = this.base.recv(ZMQ.ZMQ_DONTWAIT);
		for (int i = 0; frame == null && i < MAX_INTERRUPTS && this.base.errno() == ZError.EINTR; i++) {
			frame = this.base.recv(ZMQ.ZMQ_DONTWAIT);
		}
		this.received |= frame != null;
		return frame;
	}

	/**
	 * Sends one frame.
	 * @param frame what to send
	 * @param more whether another frame of the same message follows
	 * @return 0, or JeroMQ's error number
	 */
	int send(Msg frame, boolean more) {
		int flags = ZMQ.ZMQ_DONTWAIT | (more ? ZMQ.ZMQ_SNDMORE : 0);
		boolean sent = this.base.send(frame, flags);
		for (int i = 0; !sent && i < MAX_INTERRUPTS && this.base.errno() == ZError.EINTR; i++) {
			sent = this.base.send(frame, flags);
		}
		return sent ? 0 : this.base.errno();
	}

	/** Has the socket polled before the loop sleeps. */
	void lookAgain() {
		if (this.source != null && this.key != null) {
			this.asked = true;
			this.loop.ready(this.source);
		}
	}

	/**
	 * Takes the socket off the loop and hands it to JeroMQ's reaper, which ends it within
	 * the given time.
	 * @param linger how long accepted messages may take to leave
	 */
	void close(Duration linger) {
		unregister();
		this.base.setSocketOpt(ZMQ.ZMQ_LINGER, SocketOptions.millis(linger));
		this.base.close();
	}

	/**
	 * Takes the socket off the loop and leaves it at that, because its I/O thread is
	 * dead.
	 */
	void unregister() {
		if (this.key != null) {
			this.key.cancel();
			this.key = null;
		}
	}

	/**
	 * JeroMQ makes its channel readable a moment before it admits that there is a command
	 * (zmq.Signaler.send). When its I/O thread loses the processor in between, the loop
	 * finds a signal and nothing behind it, again and again until its time slice is used
	 * up; so it sleeps for as short as it can.
	 */
	private void giveWay() {
		if (this.received) {
			this.emptySignals = 0;
		}
		else if (!this.asked && this.emptySignals++ > 0) {
			LockSupport.parkNanos(1);
		}
		this.asked = false;
		this.received = false;
	}

	/** What the loop polls. */
	private final class Source extends LoopSource {

		private final BooleanSupplier poll;

		Source(BooleanSupplier poll) {
			this.poll = poll;
		}

		@Override
		protected boolean poll() {
			boolean more = this.poll.getAsBoolean();
			giveWay();
			return more;
		}

	}

}
