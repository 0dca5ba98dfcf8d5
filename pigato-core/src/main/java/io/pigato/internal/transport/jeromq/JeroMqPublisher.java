package io.pigato.internal.transport.jeromq;

import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;

import io.pigato.PigatoException;
import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.transport.PublisherOptions;
import io.pigato.internal.transport.PublisherSocket;
import io.pigato.internal.transport.TransportDrop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import zmq.Msg;
import zmq.SocketBase;

/**
 * A publisher on a JeroMQ XPUB, from which everything is taken that subscribers send: a
 * PUB would keep it. Used on the loop thread.
 */
final class JeroMqPublisher implements PublisherSocket, OpenSocket {

	private static final Logger logger = LoggerFactory.getLogger(JeroMqPublisher.class);

	private static final int BATCH = 256;

	private final JeroMqEngine engine;

	private final LoopSocket socket;

	private final MessageWriter writer;

	private final PublisherOptions options;

	private final Handler handler;

	private String endpoint = "";

	private boolean open = true;

	private JeroMqPublisher(JeroMqEngine engine, LoopSocket socket, PublisherOptions options, Handler handler) {
		this.engine = engine;
		this.socket = socket;
		this.writer = new MessageWriter(socket);
		this.options = options;
		this.handler = handler;
	}

	/**
	 * A publisher that is not bound yet.
	 * @param engine to which it belongs
	 * @param base an XPUB socket without options
	 * @param options what is published
	 * @param handler is told of subscribers
	 * @return the publisher
	 */
	static JeroMqPublisher create(JeroMqEngine engine, SocketBase base, PublisherOptions options, Handler handler) {
		SocketOptions.applyToPublisher(base, options);
		return new JeroMqPublisher(engine, new LoopSocket(engine.loop(), base), options, handler);
	}

	/**
	 * Binds it; closes it if that fails.
	 * @param resolver finds addresses
	 * @throws PigatoException if it cannot be bound
	 */
	void bind(HostResolver resolver) {
		try {
			ListenerEvents events = new ListenerEvents(this.socket.loop(), this.socket.base(), this::dropped);
			events.install();
			this.endpoint = new ListenerBinder(this.socket.base(), events, resolver)
				.bindAll(List.of(this.options.bind()))
				.get(0);
			this.socket.register(this::poll);
		}
		catch (PigatoException ex) {
			closeNow();
			throw ex;
		}
		catch (ClosedChannelException ex) {
			closeNow();
			throw new PigatoException("The socket was closed while it was bound", ex);
		}
	}

	@Override
	public void publish(Frame publication) {
		if (this.open) {
			this.writer.send(null, Message.of(publication));
		}
	}

	@Override
	public String endpoint() {
		return this.endpoint;
	}

	@Override
	public void close(Duration linger) {
		if (this.open) {
			this.open = false;
			this.engine.forget(this);
			this.socket.close(linger);
		}
	}

	@Override
	public void closeNow() {
		close(Duration.ZERO);
	}

	@Override
	public void fail(Throwable cause) {
		if (this.open) {
			this.open = false;
			this.engine.forget(this);
			this.socket.unregister();
			tell(() -> this.handler.onFailed(cause));
		}
	}

	private boolean poll() {
		for (int i = 0; i < BATCH; i++) {
			Msg frame = this.open ? this.socket.receive() : null;
			if (frame == null) {
				return false;
			}
			received(Frame.of(frame.data()));
		}
		return true;
	}

	private void received(Frame frame) {
		if (SubscriptionFrame.isSubscription(frame, this.options)) {
			tell(this.handler::onSubscribed);
		}
		else if (!SubscriptionFrame.isCancel(frame, this.options)) {
			dropped(TransportDrop.NO_SUBSCRIPTION);
		}
	}

	private void dropped(TransportDrop reason) {
		if (this.open) {
			tell(() -> this.handler.onDropped(reason));
		}
	}

	private void tell(Runnable call) {
		try {
			call.run();
		}
		catch (Throwable ex) {
			logger.error("A handler of the publisher at {} failed", this.endpoint, ex);
		}
	}

}
