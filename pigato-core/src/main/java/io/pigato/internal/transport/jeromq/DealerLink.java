package io.pigato.internal.transport.jeromq;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.pigato.internal.Deadline;
import io.pigato.internal.Message;
import io.pigato.internal.transport.DealerOptions;
import io.pigato.internal.transport.EventLoop;
import io.pigato.internal.transport.SendResult;
import zmq.SocketBase;
import zmq.ZMQ;

/**
 * One attempt of a dealer to have a connection: one JeroMQ DEALER that connects once and
 * never again. Used on the loop thread.
 */
final class DealerLink {

	private static final int BATCH = 256;

	/**
	 * How long the notice of an ended connection may take, which comes after the last
	 * messages. A connection that ends before its handshake is complete has none.
	 */
	private static final long NOTICE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

	private final LoopSocket socket;

	private final MessageReader reader;

	private final MessageWriter writer;

	private final JeroMqDealer owner;

	private final Deadline noticeLimit = new NoticeLimit();

	private boolean greeted;

	private boolean open = true;

	private DealerLink(LoopSocket socket, MessageReader reader, JeroMqDealer owner) {
		this.socket = socket;
		this.reader = reader;
		this.writer = new MessageWriter(socket);
		this.owner = owner;
	}

	/**
	 * A link that is not connected yet.
	 * @param loop where it lives
	 * @param base a DEALER socket without options
	 * @param options of the dealer
	 * @param owner is told what arrives
	 * @return the link
	 */
	static DealerLink create(EventLoop loop, SocketBase base, DealerOptions options, JeroMqDealer owner) {
		byte[] endToken = SocketOptions.token();
		SocketOptions.applyToDealer(base, options.limits(), options.identity(), endToken);
		LoopSocket socket = new LoopSocket(loop, base);
		return new DealerLink(socket, new MessageReader(socket::receive, false, endToken, options.limits()), owner);
	}

	/**
	 * Begins to connect.
	 * @param address the broker's
	 * @throws ClosedChannelException if the socket is closed
	 */
	void connect(InetSocketAddress address) throws ClosedChannelException {
		SocketBase base = this.socket.base();
		new DealerEvents(this.socket.loop(), base, this).install();
		this.socket.register(this::poll);
		base.setSocketOpt(ZMQ.ZMQ_IPV6, address.getAddress() instanceof Inet6Address);
		if (!LoopSocket.uninterrupted(base, () -> base.connect(Addresses.endpoint(address)))) {
			throw new IllegalStateException("JeroMQ error " + base.errno());
		}
	}

	SendResult send(Message message) {
		return this.open ? this.writer.send(null, message) : SendResult.GONE;
	}

	void close(Duration linger) {
		if (this.open) {
			this.open = false;
			this.noticeLimit.cancel();
			this.socket.close(linger);
		}
	}

	/** Leaves it at that, because JeroMQ's threads are dead. */
	void abandon() {
		this.open = false;
		this.noticeLimit.cancel();
		this.socket.unregister();
	}

	void onGreeted() {
		if (this.open && !this.greeted) {
			this.greeted = true;
			this.owner.onUp();
		}
	}

	void onNotConnected() {
		if (this.open) {
			this.owner.onDown("it is refused, or there is no way to that address");
		}
	}

	void onDisconnected() {
		if (!this.open) {
			return;
		}
		if (!this.greeted) {
			this.owner.onDown("it was ended before the handshake; is that a broker?");
		}
		else if (!this.noticeLimit.isScheduled()) {
			EventLoop loop = this.socket.loop();
			loop.deadlines().schedule(this.noticeLimit, loop.nanos() + NOTICE_NANOS);
		}
	}

	private boolean poll() {
		for (int i = 0; i < BATCH; i++) {
			if (!this.open || !readOne()) {
				return false;
			}
		}
		return true;
	}

	private boolean readOne() {
		MessageReader.Outcome outcome = this.reader.read();
		switch (outcome) {
			case MESSAGE -> this.owner.onMessage(this.reader.message());
			case DROPPED -> this.owner.onDropped(this.reader.drop());
			case BROKEN -> this.owner.onDown("the broker sent a frame of impossible length");
			case ENDED -> this.owner.onDown("it has ended");
			default -> {
				return false;
			}
		}
		return true;
	}

	/** The connection has ended, and its notice did not come. */
	private final class NoticeLimit extends Deadline {

		@Override
		protected void onDue(long nowNanos) {
			DealerLink.this.owner.onDown("it has ended");
		}

	}

}
