package io.pigato.internal.transport.jeromq;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.transport.SendResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import zmq.Msg;
import zmq.ZError;

/**
 * Sends whole messages on a JeroMQ socket, without copying a frame and without exceptions
 * as control flow. Whether there is room for a message is decided at its first frame.
 */
final class MessageWriter {

	private static final Logger logger = LoggerFactory.getLogger(MessageWriter.class);

	private final LoopSocket socket;

	MessageWriter(LoopSocket socket) {
		this.socket = socket;
	}

	/**
	 * Sends a message.
	 * @param receiver the identity by which a router knows the receiver, or {@code null}
	 * on a dealer
	 * @param message what to send; without frames there is nothing to send
	 * @return what became of it
	 */
	SendResult send(byte @Nullable [] receiver, Message message) {
		if (message.size() == 0) {
			return SendResult.ACCEPTED;
		}
		try {
			SendResult result = sendFrames(receiver, message);
			this.socket.lookAgain();
			return result;
		}
		catch (RuntimeException | AssertionError ex) {
			// JeroMQ asserts that a connection does not end between two frames of a
			// message,
			// but it does when the peer breaks the protocol at that moment
			logger.debug("A message could not be sent", ex);
			return SendResult.GONE;
		}
	}

	private SendResult sendFrames(byte @Nullable [] receiver, Message message) {
		if (receiver != null) {
			int error = this.socket.send(new Msg(receiver), true);
			if (error != 0) {
				return resultOf(error);
			}
		}
		int last = message.size() - 1;
		for (int i = 0; i <= last; i++) {
			int error = this.socket.send(toMsg(message.frame(i)), i < last);
			if (error != 0) {
				return (i == 0 && receiver == null) ? resultOf(error) : SendResult.GONE;
			}
		}
		return SendResult.ACCEPTED;
	}

	private static Msg toMsg(Frame frame) {
		return new Msg(frame.array());
	}

	private static SendResult resultOf(int error) {
		return (error == ZError.EAGAIN) ? SendResult.FULL : SendResult.GONE;
	}

}
