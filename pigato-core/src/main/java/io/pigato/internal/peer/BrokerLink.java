package io.pigato.internal.peer;

import java.time.Duration;
import java.util.UUID;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.protocol.WireCodec;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.transport.DealerOptions;
import io.pigato.internal.transport.DealerSocket;
import io.pigato.internal.transport.Endpoint;
import io.pigato.internal.transport.EventLoop;
import io.pigato.internal.transport.SendResult;
import io.pigato.internal.transport.TransportEngine;
import org.jspecify.annotations.Nullable;

/**
 * The present connection of a client or worker, and its replacement by the next: each has
 * an identity of its own, so that nothing meant for one reaches another. For the loop
 * thread only.
 */
public final class BrokerLink {

	private final EventLoop loop;

	private final TransportEngine engine;

	private final LinkSettings settings;

	private final Receiver receiver;

	private @Nullable DealerSocket socket;

	/**
	 * A link without a connection.
	 * @param loop the loop it is used on
	 * @param engine what opens its sockets
	 * @param settings where to and under which name
	 * @param receiver is told what arrives
	 */
	public BrokerLink(EventLoop loop, TransportEngine engine, LinkSettings settings, Receiver receiver) {
		this.loop = loop;
		this.engine = engine;
		this.settings = settings;
		this.receiver = receiver;
	}

	/**
	 * Opens a new connection in place of the present one. Never throws: what fails is
	 * reported to the receiver, later.
	 * @param attempt which in a row, from 1 on
	 */
	public void open(int attempt) {
		close(Duration.ZERO);
		try {
			Endpoint endpoint = Endpoint.parse(this.settings.endpoint().get());
			DealerOptions options = new DealerOptions(endpoint, newIdentity(), attempt, this.settings.limits(),
					this::newIdentity);
			this.socket = this.engine.openDealer(options, new Inbound());
		}
		catch (Throwable ex) {
			String reason = (ex.getMessage() != null) ? ex.getMessage() : ex.toString();
			this.loop.execute(() -> this.receiver.onClosed(reason));
		}
	}

	/**
	 * Sends on the present connection.
	 * @param message what to send
	 * @return {@link SendResult#GONE} if there is none
	 */
	public SendResult send(WireMessage message) {
		return (this.socket != null) ? this.socket.send(WireCodec.encode(message)) : SendResult.GONE;
	}

	/**
	 * How long ago a message that comes on the present connection and is not yet whole
	 * has grown.
	 * @return nanoseconds, {@link DealerSocket#UNKNOWN} if none has or nobody can tell
	 */
	public long nanosSinceGrowth() {
		return (this.socket != null) ? this.socket.nanosSinceGrowth() : DealerSocket.UNKNOWN;
	}

	/**
	 * Closes the present connection, if there is one.
	 * @param linger how long what was accepted may still take to leave
	 */
	public void close(Duration linger) {
		if (this.socket != null) {
			this.socket.close(linger);
			this.socket = null;
		}
	}

	private Frame newIdentity() {
		return Frame.of(this.settings.identityPrefix() + "-" + UUID.randomUUID());
	}

	/** Is told what arrives on the present connection. */
	public interface Receiver {

		/**
		 * A message.
		 * @param message the frames
		 */
		void onMessage(Message message);

		/**
		 * The connection could not be made or has ended.
		 * @param reason for people
		 */
		void onClosed(String reason);

	}

	private final class Inbound implements DealerSocket.Handler {

		@Override
		public void onMessage(Message message) {
			BrokerLink.this.receiver.onMessage(message);
		}

		@Override
		public void onClosed(String reason) {
			BrokerLink.this.socket = null;
			BrokerLink.this.receiver.onClosed(reason);
		}

	}

}
