package io.pigato.internal.transport.zmtp;

import java.nio.ByteBuffer;
import java.util.function.LongSupplier;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.transport.TransportDrop;
import io.pigato.internal.transport.TransportLimits;

/**
 * The receiving half of a connection: the greeting, the commands of the handshake, then
 * messages, and commands before, between and, as libzmq and JeroMQ send them, within
 * them.
 */
final class Inlet implements FrameParser.Sink {

	private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

	private final Connection connection;

	private final LongSupplier nanos;

	private final Handshake handshake;

	private final ConnectionOwner owner;

	private final FrameParser parser = new FrameParser(this);

	private final MessageAssembler assembler;

	private final UnfinishedMessages unfinished;

	private final Growth growth;

	private long heardNanos;

	private long held;

	/** What was read and waits for the next slice. */
	private ByteBuffer rest = NOTHING;

	private long sliceEndNanos;

	private boolean paused;

	Inlet(Connection connection, LoopIo io, Handshake handshake, TransportLimits limits, ConnectionOwner owner) {
		this.connection = connection;
		this.nanos = io::nanos;
		this.handshake = handshake;
		this.owner = owner;
		this.assembler = new MessageAssembler(limits);
		this.unfinished = io.unfinished(owner);
		this.growth = new Growth(this.nanos);
		this.heardNanos = io.nanos();
	}

	/**
	 * Begins a slice of the loop's time: what is left of the last one comes first.
	 * @param nanos how long it is
	 * @throws ProtocolException if the peer has broken a rule
	 */
	void beginSlice(long nanos) throws ProtocolException {
		this.sliceEndNanos = this.nanos.getAsLong() + nanos;
		this.paused = false;
		if (this.rest.hasRemaining()) {
			this.parser.parse(this.rest);
			account();
		}
	}

	/**
	 * Whether others have their turn before more of this peer is taken.
	 * @return {@code true} once the slice is over
	 */
	boolean isSliceOver() {
		return this.paused || this.nanos.getAsLong() - this.sliceEndNanos >= 0;
	}

	/**
	 * Whether a slice has ended in the midst of what was read, which is kept.
	 * @return {@code false} if all of it is taken
	 */
	boolean isPaused() {
		return this.paused;
	}

	/**
	 * Takes what has come, to its end, that of the slice or that of the connection.
	 * @param in what was read
	 * @throws ProtocolException if the peer has broken a rule
	 */
	void take(ByteBuffer in) throws ProtocolException {
		this.heardNanos = this.nanos.getAsLong();
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
		if (this.paused) {
			this.rest = ByteBuffer.allocate(in.remaining()).put(in).flip();
		}
		account();
	}

	/**
	 * When something came last.
	 * @return on the loop's clock
	 */
	long heardNanos() {
		return this.heardNanos;
	}

	/**
	 * How long ago a message that has not come whole has grown.
	 * @return nanoseconds, {@link Long#MAX_VALUE} if none has
	 */
	long nanosSinceGrowth() {
		return this.growth.nanosSince();
	}

	/** The connection is over: nothing of it is kept. */
	void clear() {
		this.parser.clear();
		this.assembler.clear();
		this.rest = NOTHING;
		hold(0);
	}

	private void account() throws ProtocolException {
		if (!this.rest.hasRemaining() || !isWanted()) {
			this.rest = NOTHING;
		}
		long frames = this.assembler.held();
		this.growth.reached(frames + this.parser.received());
		hold(this.parser.held() + frames + this.rest.capacity());
		this.unfinished.makeRoomFor(this.connection, this.held);
		if (this.unfinished.isTooMuch(this.connection, this.held)) {
			throw new ProtocolException(TransportDrop.OUT_OF_MEMORY,
					"it had begun a message, and there is no memory left for such");
		}
	}

	private void hold(long bytes) {
		if (bytes != this.held) {
			this.unfinished.change(this.connection, this.held, bytes);
			this.held = bytes;
		}
	}

	@Override
	public boolean takesFrames() {
		return !this.paused && isWanted();
	}

	private boolean isWanted() {
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
			this.paused = isSliceOver();
		}
		else {
			Message message = this.assembler.add(content, (flags & FrameParser.MORE) != 0);
			if (message != null) {
				this.growth.whole();
				this.owner.onMessage(this.connection, message);
				this.paused = isSliceOver();
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
