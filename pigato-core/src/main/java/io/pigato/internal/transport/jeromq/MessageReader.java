package io.pigato.internal.transport.jeromq;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.transport.TransportDrop;
import io.pigato.internal.transport.TransportLimits;
import org.jspecify.annotations.Nullable;
import zmq.Msg;

/**
 * Puts the frames that a JeroMQ socket delivers together to messages, within the limits.
 * Each frame is the array that JeroMQ read into, not a copy.
 */
final class MessageReader {

	/** What {@link #read} came upon. */
	enum Outcome {

		/** Nothing now. */
		NOTHING,

		/** A whole message: {@link #message()}. */
		MESSAGE,

		/** A message that was dropped: {@link #drop()}. */
		DROPPED,

		/**
		 * A frame of impossible length: nothing of this connection can be trusted any
		 * more.
		 */
		BROKEN,

		/** JeroMQ's notice that the connection has ended. */
		ENDED

	}

	private final Supplier<@Nullable Msg> source;

	private final boolean withSender;

	private final byte[] endToken;

	private final TransportLimits limits;

	private final List<Frame> frames = new ArrayList<>();

	private byte @Nullable [] sender;

	private @Nullable Message message;

	private @Nullable TransportDrop drop;

	private boolean inMessage;

	private boolean broken;

	private long bytes;

	/**
	 * A reader.
	 * @param source the next frame of the socket, or {@code null} if there is none now
	 * @param withSender whether each message begins with its sender's identity
	 * @param endToken the message that stands for the end of a connection; no peer knows
	 * it
	 * @param limits of a message
	 */
	MessageReader(Supplier<@Nullable Msg> source, boolean withSender, byte[] endToken, TransportLimits limits) {
		this.source = source;
		this.withSender = withSender;
		this.endToken = endToken;
		this.limits = limits;
	}

	/**
	 * Reads on until a message is complete or there is nothing more.
	 * @return what it came upon
	 */
	Outcome read() {
		Msg frame = this.source.get();
		while (frame != null) {
			if (!this.inMessage) {
				begin();
			}
			take(frame);
			this.inMessage = frame.hasMore();
			if (!this.inMessage) {
				return finish();
			}
			frame = this.source.get();
		}
		return Outcome.NOTHING;
	}

	/**
	 * The sender of what {@link #read} came upon last, on a router.
	 * @return the identity by which JeroMQ knows it
	 */
	byte[] sender() {
		if (this.sender == null) {
			throw new IllegalStateException("No message was read");
		}
		return this.sender;
	}

	/**
	 * The message after {@link Outcome#MESSAGE}.
	 * @return at least one frame
	 */
	Message message() {
		if (this.message == null) {
			throw new IllegalStateException("No message was read");
		}
		return this.message;
	}

	/**
	 * Why the message was dropped, after {@link Outcome#DROPPED}.
	 * @return the reason
	 */
	TransportDrop drop() {
		if (this.drop == null) {
			throw new IllegalStateException("No message was dropped");
		}
		return this.drop;
	}

	private void begin() {
		this.frames.clear();
		this.sender = null;
		this.message = null;
		this.drop = null;
		this.broken = false;
		this.bytes = 0;
	}

	private void take(Msg frame) {
		if (this.withSender && this.sender == null) {
			this.sender = frame.data();
			return;
		}
		this.broken |= frame instanceof IncomingFrame incoming && incoming.isRefused();
		this.bytes += frame.size();
		if (this.frames.size() < this.limits.maxFrames()) {
			this.frames.add(Frame.of(frame.data()));
		}
		else {
			this.drop = TransportDrop.MESSAGE_TOO_LARGE;
		}
	}

	private Outcome finish() {
		Outcome outcome = outcome();
		this.frames.clear();
		return outcome;
	}

	private Outcome outcome() {
		if (this.frames.size() == 1 && isEndToken(this.frames.get(0))) {
			return Outcome.ENDED;
		}
		if (this.broken) {
			return Outcome.BROKEN;
		}
		if (this.frames.isEmpty()) {
			this.drop = TransportDrop.EMPTY_MESSAGE;
		}
		else if (this.bytes > this.limits.maxMessageBytes()) {
			this.drop = (this.frames.size() == 1) ? TransportDrop.FRAME_TOO_LARGE : TransportDrop.MESSAGE_TOO_LARGE;
		}
		if (this.drop != null) {
			return Outcome.DROPPED;
		}
		this.message = Message.of(this.frames.toArray(Frame[]::new));
		return Outcome.MESSAGE;
	}

	private boolean isEndToken(Frame frame) {
		return frame.length() == this.endToken.length && Arrays.equals(frame.array(), this.endToken);
	}

}
