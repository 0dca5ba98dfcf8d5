package io.pigato.internal.transport.zmtp;

import java.nio.ByteBuffer;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.SharedBudget;
import io.pigato.internal.transport.TransportDrop;
import io.pigato.internal.transport.TransportLimits;

/**
 * The receiving half of a connection: the greeting, the commands of the handshake, then
 * messages, and commands before, between and, as libzmq and JeroMQ send them, within
 * them.
 */
final class Inlet implements FrameParser.Sink {

	private final Connection connection;

	private final Handshake handshake;

	private final ConnectionOwner owner;

	private final FrameParser parser = new FrameParser(this);

	private final MessageAssembler assembler;

	private final SharedBudget unfinished;

	private long held;

	Inlet(Connection connection, Handshake handshake, TransportLimits limits, ConnectionOwner owner,
			SharedBudget unfinished) {
		this.connection = connection;
		this.handshake = handshake;
		this.owner = owner;
		this.assembler = new MessageAssembler(limits);
		this.unfinished = unfinished;
	}

	/**
	 * Takes what has come, to its end or that of the connection.
	 * @param in what was read
	 * @throws ProtocolException if the peer has broken a rule
	 */
	void take(ByteBuffer in) throws ProtocolException {
		if (!this.handshake.isGreeted()) {
			boolean complete = this.handshake.takeGreeting(in);
			this.connection.send(this.handshake.restOfGreeting());
			if (!complete) {
				return;
			}
			if (!this.handshake.answersReady()) {
				this.connection.send(this.handshake.ready());
			}
		}
		this.parser.parse(in);
		hold(this.parser.held() + this.assembler.held());
		if (this.unfinished.isTooMuch(this.held)) {
			throw new ProtocolException(TransportDrop.OUT_OF_MEMORY,
					"it had begun a message, and there is no memory left for such");
		}
	}

	/** The connection is over: nothing of it is kept. */
	void clear() {
		this.parser.clear();
		this.assembler.clear();
		hold(0);
	}

	private void hold(long bytes) {
		if (bytes != this.held) {
			this.unfinished.change(this.held, bytes);
			this.held = bytes;
		}
	}

	@Override
	public boolean takesFrames() {
		return this.connection.isUp() || (this.connection.isInHandshake() && !this.handshake.isRefused());
	}

	@Override
	public boolean onHeader(int flags, long length) throws ProtocolException {
		if (this.connection.isInHandshake()) {
			this.handshake.onHeader(flags, length);
			return true;
		}
		if ((flags & FrameParser.COMMAND) != 0) {
			if (length > this.owner.maxCommandBytes()) {
				throw new ProtocolException("it sent a command of " + length + " bytes");
			}
			return true;
		}
		boolean wanted = this.assembler.accept(length);
		if (!wanted && (flags & FrameParser.MORE) == 0) {
			this.assembler.skipped();
			this.owner.onDropped(TransportDrop.MESSAGE_TOO_LARGE);
		}
		return wanted;
	}

	@Override
	public void onFrame(int flags, Frame content) throws ProtocolException {
		if (this.connection.isInHandshake()) {
			onHandshake(Command.parse(content));
		}
		else if ((flags & FrameParser.COMMAND) != 0) {
			onCommand(Command.parse(content));
		}
		else {
			Message message = this.assembler.add(content, (flags & FrameParser.MORE) != 0);
			if (message != null) {
				this.owner.onMessage(this.connection, message);
			}
		}
	}

	private void onHandshake(Command command) throws ProtocolException {
		PeerProperties peer = this.handshake.onCommand(command);
		if (this.owner.admits(this.connection, peer)) {
			if (this.handshake.answersReady()) {
				this.connection.send(this.handshake.ready());
			}
			this.connection.up();
		}
	}

	/** Commands that we do not know are none of our business (RFC 37, "Commands"). */
	private void onCommand(Command command) throws ProtocolException {
		if (command.is(Command.PING)) {
			this.connection.onPing(command);
		}
		else if (command.is(Command.SUBSCRIBE) || command.is(Command.CANCEL)) {
			this.owner.onSubscription(this.connection, command.topic(), command.is(Command.SUBSCRIBE));
		}
	}

}
