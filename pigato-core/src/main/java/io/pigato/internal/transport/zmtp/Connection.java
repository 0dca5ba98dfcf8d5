package io.pigato.internal.transport.zmtp;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.transport.LoopSource;
import io.pigato.internal.transport.SendResult;
import io.pigato.internal.transport.TransportDrop;
import io.pigato.internal.transport.TransportLimits;
import org.jspecify.annotations.Nullable;

/**
 * One connection: reads, flushes, and goes from the handshake to its end. Its owner hears
 * of the end exactly once, unless it was the owner who closed it.
 */
final class Connection extends LoopSource {

	/**
	 * How long what comes of one peer is taken in a turn: what is cheap by the thousand
	 * can be dear by design.
	 */
	private static final long SLICE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

	/** How much is read at once at first, and of a peer that keeps the loop busy. */
	private static final int FEW_BYTES = 4096;

	private final LoopIo io;

	private final SocketChannel channel;

	private final TransportLimits limits;

	private final ConnectionOwner owner;

	private final Handshake handshake;

	private final Inlet in;

	private final Outlet out;

	/** Of the handshake at first, of the linger at last. */
	private final Alarm limit = new Alarm(this::onLimit);

	private final Alarm full = new Alarm(this::onFullFor);

	private final PeerSilence silence;

	private State state = State.HANDSHAKE;

	private int bytesPerRead = FEW_BYTES;

	private Frame peer = Frame.EMPTY;

	private @Nullable SocketAddress remote;

	Connection(LoopIo io, SocketChannel channel, Handshake handshake, TransportLimits limits, ConnectionOwner owner) {
		this.io = io;
		this.channel = channel;
		this.handshake = handshake;
		this.limits = limits;
		this.owner = owner;
		this.in = new Inlet(this, io, handshake, limits, owner);
		this.out = new Outlet(io, this, channel, limits, io.unsent(owner));
		this.silence = new PeerSilence(io, this);
	}

	/**
	 * Begins the handshake.
	 * @param limitNanos how long it may take
	 * @throws IOException if the channel has ended
	 */
	void open(long limitNanos) throws IOException {
		this.remote = this.channel.getRemoteAddress();
		this.out.use(this.io.loop().register(this.channel, SelectionKey.OP_READ, this));
		this.io.schedule(this.limit, limitNanos);
		send(this.handshake.opening());
	}

	/**
	 * The minor version of the peer.
	 * @return 0 or more; known once it is up
	 */
	int peerMinor() {
		return this.handshake.peerMinor();
	}

	/**
	 * By what its owner knows it.
	 * @return the identity, or the empty frame before it has one
	 */
	Frame peer() {
		return this.peer;
	}

	void name(Frame identity) {
		this.peer = identity;
	}

	/**
	 * What to say of its end.
	 * @param reason for people
	 * @return one line with who the peer is
	 */
	String detail(String reason) {
		return Refusal.detail(this.remote, this.peer, reason);
	}

	/**
	 * When something came of it last.
	 * @return on the loop's clock
	 */
	long heardNanos() {
		return this.in.heardNanos();
	}

	/**
	 * How long ago a message of it that has not come whole has grown.
	 * @return nanoseconds, {@link Long#MAX_VALUE} if none has
	 */
	long nanosSinceGrowth() {
		return this.in.nanosSinceGrowth();
	}

	/**
	 * Sends a message.
	 * @param message what
	 * @return what became of it
	 */
	SendResult send(Message message) {
		if (this.state != State.UP || this.out.failure() != null) {
			return SendResult.GONE;
		}
		if (this.out.offer(message)) {
			return SendResult.ACCEPTED;
		}
		full();
		return SendResult.FULL;
	}

	/**
	 * Sends a message that was accepted before the connection was up, whatever waits.
	 * @param message what
	 */
	void sendAccepted(Message message) {
		this.out.add(message);
	}

	/**
	 * Sends what is encoded already.
	 * @param encoded a greeting or command
	 */
	void send(byte[] encoded) {
		this.out.add(encoded);
	}

	/**
	 * Ends it; the owner is not told any more. What was accepted leaves first, as far as
	 * there is time; then the peer closes too, so that nothing it has not yet read is
	 * lost by a reset.
	 * @param lingerNanos how long that may take
	 */
	void close(long lingerNanos) {
		if (this.state == State.CLOSED || this.state == State.LINGERING) {
			return;
		}
		boolean wasUp = this.state == State.UP;
		this.out.flush();
		if (lingerNanos <= 0 || this.out.failure() != null || !(wasUp || this.handshake.isRefused())) {
			release();
			return;
		}
		this.state = State.LINGERING;
		this.io.lingers(this, lingerNanos);
		this.silence.cancel();
		this.full.cancel();
		this.io.schedule(this.limit, lingerNanos);
		finishOutput();
	}

	/**
	 * Ends it now and tells its owner.
	 * @param drop what to count it as, or {@code null}
	 * @param reason for people
	 */
	void end(@Nullable TransportDrop drop, String reason) {
		if (this.state == State.CLOSED) {
			return;
		}
		boolean tell = this.state != State.LINGERING;
		release();
		if (tell) {
			this.owner.onEnd(this, drop, reason);
		}
	}

	/**
	 * Moves it to another selector, when its loop has ended and it still lingers.
	 * @param selector where to
	 * @throws IOException if the channel has ended
	 */
	void moveTo(Selector selector) throws IOException {
		this.out.use(this.channel.register(selector, SelectionKey.OP_READ, this));
	}

	@Override
	protected boolean poll() {
		try {
			if (this.out.waitsForRoom()) {
				this.out.flush();
				afterFlush();
			}
			return this.state != State.CLOSED && read();
		}
		catch (ProtocolException ex) {
			onProtocolError(ex);
		}
		catch (IOException ex) {
			end(null, "it was reset: " + ex.getMessage());
		}
		catch (RuntimeException | Error ex) {
			// Short of memory, as a rule: a part of a message may be missing now
			end(null, "what it sent could not be taken");
			throw ex;
		}
		return false;
	}

	/** Flushes what has come together in a turn. */
	void flushAtTurnEnd() {
		this.out.flushAtTurnEnd();
		afterFlush();
	}

	/** Whether the peer has not yet said who it is. */
	boolean isInHandshake() {
		return this.state == State.HANDSHAKE;
	}

	/** Whether messages may go both ways. */
	boolean isUp() {
		return this.state == State.UP;
	}

	/** The handshake is over. */
	void up() {
		this.state = State.UP;
		this.limit.cancel();
		this.owner.onUp(this);
	}

	/**
	 * The peer wants to know whether we are there; unless it takes nothing, it is told.
	 * @param ping what it sent
	 * @throws ProtocolException if that is malformed
	 */
	void onPing(Command ping) throws ProtocolException {
		this.silence.limitTo(ping.pingTtlNanos());
		if (this.out.isFull()) {
			full();
		}
		else {
			send(ping.pong());
		}
	}

	private void onProtocolError(ProtocolException error) {
		if (this.state == State.HANDSHAKE && this.handshake.isRefused()) {
			send(Command.error(this.handshake.refusal()));
			this.owner.onEnd(this, error.drop(), error.reason());
			close(this.limits.connections().handshakeTime().toNanos());
		}
		else {
			end(error.drop(), error.reason());
		}
	}

	private boolean read() throws IOException, ProtocolException {
		this.in.beginSlice(SLICE_NANOS);
		while (this.state != State.CLOSED && !this.in.isSliceOver()) {
			ByteBuffer bytes = this.io.input(this.bytesPerRead);
			int count = this.channel.read(bytes);
			if (count < 0) {
				end(null, "it was closed by the peer");
			}
			if (count <= 0) {
				return false;
			}
			boolean all = bytes.hasRemaining();
			this.in.take(bytes.flip());
			if (all && !this.in.isPaused()) {
				return false;
			}
			this.bytesPerRead = this.in.isPaused() ? Math.max(this.bytesPerRead / 2, FEW_BYTES)
					: Math.min(this.bytesPerRead * 2, LoopIo.BUFFER_BYTES);
		}
		return this.state != State.CLOSED;
	}

	private void afterFlush() {
		IOException failure = this.out.failure();
		if (failure != null) {
			end(null, "it was reset: " + failure.getMessage());
		}
		else if (this.state == State.LINGERING) {
			finishOutput();
		}
		if (this.full.isScheduled() && this.out.hasRoom()) {
			this.full.cancel();
		}
	}

	private void finishOutput() {
		if (this.out.isEmpty()) {
			try {
				this.channel.shutdownOutput();
			}
			catch (IOException ex) {
				release();
			}
		}
	}

	private void onLimit() {
		if (this.state == State.HANDSHAKE) {
			end(TransportDrop.HANDSHAKE_TIMEOUT, "it did not say in time who it is");
		}
		else if (this.state == State.LINGERING) {
			release();
		}
	}

	/** It has a while to take what is sent to it. */
	private void full() {
		if (!this.full.isScheduled()) {
			this.io.schedule(this.full, this.limits.connections().unsentGrace().toNanos());
		}
	}

	private void onFullFor() {
		if (this.state == State.UP && this.owner.isOfStrangers()) {
			end(TransportDrop.PEER_TOO_SLOW, "it does not take what is sent to it");
		}
	}

	private void release() {
		this.state = State.CLOSED;
		this.limit.cancel();
		this.full.cancel();
		this.silence.cancel();
		this.out.clear();
		this.in.clear();
		try {
			this.channel.close();
		}
		catch (IOException ex) {
			this.io.report("A channel could not be closed", ex);
		}
		this.io.isOver(this);
		this.owner.onReleased(this);
	}

	/** From the first to the last; never back. */
	private enum State {

		HANDSHAKE, UP, LINGERING, CLOSED

	}

}
