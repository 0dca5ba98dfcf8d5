package io.pigato.internal.transport.zmtp;

import java.nio.ByteBuffer;
import java.util.Arrays;

import io.pigato.internal.Frame;
import org.jspecify.annotations.Nullable;

/**
 * The way of a connection up to its first message (RFC 37, "Connection" and "The NULL
 * Security Mechanism"): greeting, then READY. Who connects says READY first. Who accepts
 * answers, so that it can refuse a peer with an ERROR, for which there is no place after
 * a READY.
 */
final class Handshake {

	private final SocketType type;

	private final boolean accepted;

	private final Frame identity;

	private final int maxBytes;

	private final Greeting greeting = new Greeting();

	private boolean greeted;

	private boolean restSent;

	private long bytes;

	private @Nullable String refusal;

	/**
	 * A handshake that has not begun.
	 * @param type of our socket
	 * @param accepted whether the peer has connected to us
	 * @param identity what we announce, or the empty frame
	 * @param maxBytes the most bytes of all the peer's commands together, whatever is
	 * sent behind them
	 */
	Handshake(SocketType type, boolean accepted, Frame identity, int maxBytes) {
		this.type = type;
		this.accepted = accepted;
		this.identity = identity;
		this.maxBytes = maxBytes;
	}

	/**
	 * What is sent at once. Who connects sends its whole greeting; who accepts the part
	 * that libzmq and JeroMQ send, and the rest once something has come: a dealer on
	 * JeroMQ takes a greeting for a sign that its connection lives, but now and then
	 * forgets to watch it, and would not notice.
	 * @return the beginning of the greeting, or all of it
	 */
	byte[] opening() {
		return (this.accepted) ? Arrays.copyOf(Greeting.own(), Greeting.SIGNATURE_BYTES) : Greeting.own();
	}

	/**
	 * What is to be sent now that something has come.
	 * @return the rest of the greeting, once
	 */
	byte[] restOfGreeting() {
		int from = (this.accepted && !this.restSent) ? Greeting.SIGNATURE_BYTES : Greeting.BYTES;
		this.restSent = true;
		return Arrays.copyOfRange(Greeting.own(), from, Greeting.BYTES);
	}

	boolean isGreeted() {
		return this.greeted;
	}

	/**
	 * Takes what has come of the greeting, and nothing beyond it.
	 * @param in what has come
	 * @return whether it is complete
	 * @throws ProtocolException if we cannot talk
	 */
	boolean takeGreeting(ByteBuffer in) throws ProtocolException {
		this.greeted = this.greeting.read(in);
		return this.greeted;
	}

	int peerMinor() {
		return this.greeting.minor();
	}

	/** Whether our READY waits for the peer's. */
	boolean answersReady() {
		return this.accepted;
	}

	byte[] ready() {
		return new PeerProperties(this.type.name(), this.identity).ready();
	}

	boolean isRefused() {
		return this.refusal != null;
	}

	/**
	 * What to say in the ERROR.
	 * @return the reason
	 */
	String refusal() {
		return String.valueOf(this.refusal);
	}

	/**
	 * Refuses the peer for what it says of itself.
	 * @param reason for the ERROR
	 * @return what to throw
	 */
	ProtocolException refuse(String reason) {
		this.refusal = (this.accepted) ? reason : null;
		return new ProtocolException("it was refused: " + reason);
	}

	/**
	 * A frame begins.
	 * @param flags of the frame
	 * @param length of its content
	 * @throws ProtocolException if it is no command, or all are too long together
	 */
	void onHeader(int flags, long length) throws ProtocolException {
		if ((flags & FrameParser.COMMAND) == 0) {
			throw new ProtocolException("it sent a message before the handshake was over");
		}
		this.bytes += Math.min(length, this.maxBytes + 1L);
		if (this.bytes > this.maxBytes) {
			throw new ProtocolException("its handshake has more than " + this.maxBytes + " bytes");
		}
	}

	/**
	 * A command has come.
	 * @param command which
	 * @return what the peer says of itself
	 * @throws ProtocolException if it is not READY, or we do not fit
	 */
	PeerProperties onCommand(Command command) throws ProtocolException {
		if (command.is(Command.ERROR)) {
			throw new ProtocolException("it refused us: " + command.errorReason());
		}
		if (!command.is(Command.READY)) {
			throw new ProtocolException("it did not say READY");
		}
		PeerProperties peer = PeerProperties.parse(command.data());
		if (!this.type.fits(peer.socketType())) {
			throw refuse("a " + this.type + " has no use for this socket type");
		}
		if (this.type == SocketType.ROUTER && !peer.hasProperIdentity()) {
			throw refuse("an identity has at most 255 bytes and does not begin with 0");
		}
		return peer;
	}

}
