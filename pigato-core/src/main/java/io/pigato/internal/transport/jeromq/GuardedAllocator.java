package io.pigato.internal.transport.jeromq;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import zmq.Msg;
import zmq.msg.MsgAllocator;

/**
 * Allocates the frames that JeroMQ reads from the network, on its I/O thread. Anything
 * thrown there by a length that a peer made up would end that thread and with it every
 * connection, and JeroMQ's own check lets lengths through that are negative or come out
 * so when cut to 32 bits. Hence this never throws and never returns {@code null}: what it
 * does not allow, or has no memory for, becomes an empty frame that says so.
 */
final class GuardedAllocator implements MsgAllocator {

	private static final Logger logger = LoggerFactory.getLogger(GuardedAllocator.class);

	private final int maxBytes;

	private final FrameFactory frames;

	GuardedAllocator(int maxBytes, FrameFactory frames) {
		this.maxBytes = maxBytes;
		this.frames = frames;
	}

	@Override
	public Msg allocate(int size) {
		if (size < 0 || size > this.maxBytes) {
			return this.frames.create(0, true);
		}
		try {
			return this.frames.create(size, false);
		}
		catch (OutOfMemoryError ex) {
			logger.warn("No memory for a frame of {} bytes; it is refused", size);
			return this.frames.create(0, true);
		}
	}

	/** Makes the frames of one kind of socket. */
	@FunctionalInterface
	interface FrameFactory {

		/**
		 * A frame to read into.
		 * @param size how many bytes
		 * @param refused whether it stands for one whose announced length was impossible
		 * @return a new frame
		 */
		Msg create(int size, boolean refused);

	}

}
