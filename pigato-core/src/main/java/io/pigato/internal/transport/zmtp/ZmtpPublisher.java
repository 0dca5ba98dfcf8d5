package io.pigato.internal.transport.zmtp;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.transport.PublisherSocket;
import io.pigato.internal.transport.RouterOptions;
import io.pigato.internal.transport.TransportDrop;
import org.jspecify.annotations.Nullable;

/**
 * A publisher's end: an XPUB (RFC 29), which sends each message to those who have
 * subscribed to its first frame. Subscriptions come as commands (RFC 37) or as messages
 * that begin with 1 or 0 (RFC 23); what else a subscriber sends is passed over. A
 * subscriber that does not keep up misses messages, and is closed if it goes on.
 */
final class ZmtpPublisher implements PublisherSocket, OpenSocket, ConnectionOwner {

	/** The name of a command and its length. */
	private static final int COMMAND_NAME = 10;

	private final ZmtpEngine engine;

	private final RouterOptions options;

	private final Predicate<Frame> topics;

	private final Handler handler;

	private final Acceptor acceptor;

	private final Map<Connection, Subscriptions> subscribers = new HashMap<>();

	private List<String> endpoints = List.of();

	private boolean open = true;

	/**
	 * A publisher that is not bound yet.
	 * @param engine to which it belongs
	 * @param options where and how
	 * @param topics which subscriptions can mean what is published; others are not kept
	 * @param handler is told what happens
	 */
	ZmtpPublisher(ZmtpEngine engine, RouterOptions options, Predicate<Frame> topics, Handler handler) {
		this.engine = engine;
		this.options = options;
		this.topics = topics;
		this.handler = handler;
		this.acceptor = new Acceptor(engine.io(), SocketType.XPUB, options, this);
	}

	/** Binds it to all endpoints; see {@link Acceptor#bind}. */
	void bind() {
		this.endpoints = this.acceptor.bind(this.options.binds(), this.engine.resolver());
	}

	@Override
	public String endpoint() {
		return this.endpoints.get(0);
	}

	@Override
	public void publish(Frame publication) {
		publish(Message.of(publication));
	}

	/**
	 * Sends a message to all who want it.
	 * @param message whose first frame is the topic
	 */
	void publish(Message message) {
		Frame topic = message.frame(0);
		this.subscribers.forEach((connection, subscriptions) -> {
			if (subscriptions.match(topic)) {
				connection.send(message);
			}
		});
	}

	/** How many subscriptions there are, of all subscribers. */
	int subscriptions() {
		return this.subscribers.values().stream().mapToInt(Subscriptions::size).sum();
	}

	/**
	 * Whether anybody wants messages of a topic.
	 * @param topic the first frame
	 * @return {@code false} if they would go to nobody
	 */
	boolean subscribedTo(Frame topic) {
		return this.subscribers.values().stream().anyMatch((each) -> each.match(topic));
	}

	@Override
	public void close(Duration linger) {
		if (this.open) {
			this.open = false;
			this.engine.forget(this);
			this.subscribers.clear();
			this.acceptor.close(linger);
		}
	}

	@Override
	public void closeNow() {
		close(Duration.ZERO);
	}

	@Override
	public boolean admits(Connection connection, PeerProperties peer) {
		return true;
	}

	@Override
	public void onUp(Connection connection) {
		this.subscribers.put(connection, new Subscriptions(this.options.limits().connections()));
	}

	@Override
	public void onMessage(Connection connection, Message message) throws ProtocolException {
		Frame frame = message.frame(0);
		boolean isSubscription = message.size() == 1 && !frame.isEmpty() && (frame.at(0) == 0 || frame.at(0) == 1);
		if (isSubscription) {
			byte[] bytes = frame.array();
			onSubscription(connection, Frame.of(bytes, 1, bytes.length - 1), bytes[0] == 1);
		}
		else {
			onDropped(TransportDrop.NO_SUBSCRIPTION);
		}
	}

	@Override
	public void onSubscription(Connection connection, Frame topic, boolean wanted) throws ProtocolException {
		Subscriptions subscriptions = this.subscribers.get(connection);
		if (subscriptions == null || !this.topics.test(topic)) {
			onDropped(TransportDrop.NO_SUBSCRIPTION);
			return;
		}
		subscriptions.change(topic, wanted);
		if (wanted) {
			this.engine.io().tell(this.handler::onSubscribed);
		}
	}

	@Override
	public void onDropped(TransportDrop reason) {
		if (this.open) {
			this.engine.io().tell(() -> this.handler.onDropped(reason));
		}
	}

	@Override
	public void onRefused(TransportDrop reason, String detail) {
		if (this.open) {
			this.engine.io().tell(() -> this.handler.onRefused(reason, detail));
		}
	}

	@Override
	public void onEnd(Connection connection, @Nullable TransportDrop drop, String reason) {
		if (drop != null) {
			onRefused(drop, connection.detail(reason));
		}
	}

	@Override
	public void onReleased(Connection connection) {
		this.subscribers.remove(connection);
		this.acceptor.released(connection);
	}

	@Override
	public boolean isOfStrangers() {
		return true;
	}

	@Override
	public int maxCommandBytes() {
		return this.options.limits().connections().maxSubscriptionBytes() + COMMAND_NAME;
	}

}
