package io.pigato.internal.transport.jeromq;

import java.security.SecureRandom;
import java.time.Duration;

import io.pigato.internal.Frame;
import io.pigato.internal.transport.PublisherOptions;
import io.pigato.internal.transport.TransportLimits;
import org.jspecify.annotations.Nullable;
import zmq.SocketBase;
import zmq.ZMQ;

/**
 * The options of JeroMQ's sockets. Whatever the engine relies on is set, not left to a
 * default: without a limit a peer makes JeroMQ allocate 2 GiB by a header alone. The
 * heartbeats of ZMTP stay off, since JeroMQ sorts all its timers at every wake-up.
 */
final class SocketOptions {

	/** What a READY command may need, however small messages may be. */
	private static final int MIN_FRAME_LIMIT = 4096;

	/** A READY command with the longest identity, and any topic that makes sense. */
	private static final int MAX_SUBSCRIBER_FRAME = 512;

	/** So many frames of a subscriber may wait to be looked at. */
	private static final int MAX_SUBSCRIBER_FRAMES = 1000;

	private static final int BUFFER_BYTES = 64 * 1024;

	private static final int KEEPALIVE_IDLE_SECONDS = 30;

	private static final int KEEPALIVE_INTERVAL_SECONDS = 10;

	private static final int KEEPALIVE_COUNT = 3;

	private static final int BACKLOG = 1024;

	/** How long an accepted connection may take to say what it speaks. */
	private static final int ACCEPTED_HANDSHAKE_MILLIS = 10_000;

	/** JeroMQ waits between almost nothing and twice as long; 0 would end its thread. */
	private static final int RECONNECT_MILLIS = 60_000;

	private static final int TOKEN_BYTES = 24;

	private SocketOptions() {
	}

	/**
	 * Bytes that no peer can know, as a notice of JeroMQ's.
	 * @return random bytes
	 */
	static byte[] token() {
		byte[] token = new byte[TOKEN_BYTES];
		new SecureRandom().nextBytes(token);
		return token;
	}

	/**
	 * Prepares a router.
	 * @param base the socket, not yet bound
	 * @param limits of each connection
	 * @param tags make each connection's identity unique
	 * @param endToken the message that stands for the end of a connection
	 */
	static void applyToRouter(SocketBase base, TransportLimits limits, PeerTags tags, byte[] endToken) {
		applyToBoth(base, limits, tags);
		applyToListener(base);
		base.setSocketOpt(ZMQ.ZMQ_ROUTER_MANDATORY, true);
		base.setSocketOpt(ZMQ.ZMQ_DISCONNECT_MSG, endToken);
		// Identities of peers are tagged and never equal. A connection that ends between
		// the
		// two halves of its handshake has JeroMQ take the end token for its identity;
		// with
		// this a second one takes that over, where it would be kept for ever without
		base.setSocketOpt(ZMQ.ZMQ_ROUTER_HANDOVER, true);
	}

	/**
	 * Prepares a publisher.
	 * @param base an XPUB socket, not yet bound
	 * @param options what is published, and how much of it may wait
	 */
	static void applyToPublisher(SocketBase base, PublisherOptions options) {
		applyToAll(base, MAX_SUBSCRIBER_FRAME, (size, refused) -> new SubscriptionFrame(size, options));
		applyToListener(base);
		base.setSocketOpt(ZMQ.ZMQ_SNDHWM, options.maxQueued());
		base.setSocketOpt(ZMQ.ZMQ_RCVHWM, MAX_SUBSCRIBER_FRAMES);
		base.setSocketOpt(ZMQ.ZMQ_XPUB_VERBOSE, true);
	}

	/**
	 * What must wait until a router is bound, because Java's listening sockets do not
	 * know it and JeroMQ cannot bear that. It counts for connections accepted later.
	 * @param base the socket, bound
	 */
	static void applyToBoundRouter(SocketBase base) {
		base.setSocketOpt(ZMQ.ZMQ_SNDBUF, BUFFER_BYTES);
	}

	/**
	 * Prepares a dealer.
	 * @param base the socket, not yet connected
	 * @param limits of the connection
	 * @param identity what it announces
	 * @param endToken the message that stands for the end of the connection
	 */
	static void applyToDealer(SocketBase base, TransportLimits limits, Frame identity, byte[] endToken) {
		applyToBoth(base, limits, null);
		base.setSocketOpt(ZMQ.ZMQ_IDENTITY, identity.array());
		base.setSocketOpt(ZMQ.ZMQ_HICCUP_MSG, endToken);
		base.setSocketOpt(ZMQ.ZMQ_SNDBUF, BUFFER_BYTES);
		base.setSocketOpt(ZMQ.ZMQ_RECONNECT_IVL, RECONNECT_MILLIS);
		// The limit on connecting is the loop's own, on a clock that nobody sets
		base.setSocketOpt(ZMQ.ZMQ_HANDSHAKE_IVL, 0);
	}

	/**
	 * Makes a connection of this dealer the last one that JeroMQ makes for it. To be
	 * called on the I/O thread when the connection has come about.
	 * @param base the socket
	 */
	static void neverReconnect(SocketBase base) {
		base.setSocketOpt(ZMQ.ZMQ_RECONNECT_IVL, -1);
	}

	/**
	 * A time as JeroMQ takes it.
	 * @param duration any
	 * @return milliseconds: 0 only for none at all, never the negative that means for
	 * ever
	 */
	static int millis(Duration duration) {
		if (duration.isNegative() || duration.isZero()) {
			return 0;
		}
		boolean tooLong = duration.compareTo(Duration.ofMillis(Integer.MAX_VALUE)) > 0;
		return tooLong ? Integer.MAX_VALUE : (int) Math.max(1, duration.toMillis());
	}

	private static void applyToBoth(SocketBase base, TransportLimits limits, @Nullable PeerTags tags) {
		applyToAll(base, Math.max(limits.maxMessageBytes(), MIN_FRAME_LIMIT),
				(size, refused) -> new IncomingFrame(size, refused, tags));
		base.setSocketOpt(ZMQ.ZMQ_SNDHWM, limits.maxQueuedMessages());
		base.setSocketOpt(ZMQ.ZMQ_RCVHWM, limits.maxQueuedMessages());
	}

	private static void applyToListener(SocketBase base) {
		base.setSocketOpt(ZMQ.ZMQ_HANDSHAKE_IVL, ACCEPTED_HANDSHAKE_MILLIS);
		base.setSocketOpt(ZMQ.ZMQ_BACKLOG, BACKLOG);
	}

	private static void applyToAll(SocketBase base, int maxFrameBytes, GuardedAllocator.FrameFactory frames) {
		base.setSocketOpt(ZMQ.ZMQ_MAXMSGSIZE, (long) maxFrameBytes);
		base.setSocketOpt(ZMQ.ZMQ_MSG_ALLOCATOR, new GuardedAllocator(maxFrameBytes, frames));
		base.setSocketOpt(ZMQ.ZMQ_RCVBUF, BUFFER_BYTES);
		base.setSocketOpt(ZMQ.ZMQ_TCP_KEEPALIVE, 1);
		base.setSocketOpt(ZMQ.ZMQ_TCP_KEEPALIVE_IDLE, KEEPALIVE_IDLE_SECONDS);
		base.setSocketOpt(ZMQ.ZMQ_TCP_KEEPALIVE_INTVL, KEEPALIVE_INTERVAL_SECONDS);
		base.setSocketOpt(ZMQ.ZMQ_TCP_KEEPALIVE_CNT, KEEPALIVE_COUNT);
		base.setSocketOpt(ZMQ.ZMQ_LINGER, 0);
	}

}
