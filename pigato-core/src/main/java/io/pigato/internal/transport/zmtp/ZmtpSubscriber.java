package io.pigato.internal.transport.zmtp;

import java.util.LinkedHashSet;
import java.util.Set;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.transport.DealerOptions;
import io.pigato.internal.transport.DealerSocket;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber's end: a SUB (RFC 29) with one connection. It says what it wants in the
 * form that its peer understands: a command from the minor version 1 on (RFC 37), else a
 * message that begins with 1 or 0 (RFC 23).
 */
final class ZmtpSubscriber implements OpenSocket, Link.Socket {

	private static final int COMMANDS_SINCE = 1;

	private final ZmtpEngine engine;

	private final DealerSocket.Handler handler;

	private final Link link;

	private final Set<Frame> topics = new LinkedHashSet<>();

	private @Nullable Connection connection;

	private boolean open = true;

	ZmtpSubscriber(ZmtpEngine engine, DealerOptions options, DealerSocket.Handler handler) {
		this.engine = engine;
		this.handler = handler;
		this.link = new Link(engine, SocketType.SUB, options, this);
	}

	/** Begins to connect; the outcome is reported later. */
	void open() {
		this.link.open();
	}

	/**
	 * Begins to hear messages, now or when it is connected.
	 * @param topic what their first frame has to begin with; the empty one for all
	 */
	void subscribe(Frame topic) {
		if (this.topics.add(topic) && this.connection != null) {
			say(this.connection, topic, true);
		}
	}

	/**
	 * Ceases to.
	 * @param topic as it was subscribed to
	 */
	void unsubscribe(Frame topic) {
		if (this.topics.remove(topic) && this.connection != null) {
			say(this.connection, topic, false);
		}
	}

	/** Ends the connection; the handler is not called any more. */
	@Override
	public void closeNow() {
		if (this.open) {
			this.open = false;
			this.engine.forget(this);
			this.link.close(0);
		}
	}

	@Override
	public void onUp(Connection made) {
		this.connection = made;
		this.topics.forEach((topic) -> say(made, topic, true));
		this.engine.io().tell(this.handler::onConnected);
	}

	@Override
	public void onMessage(Message message) {
		this.handler.onMessage(message);
	}

	@Override
	public void onDown(String reason) {
		if (this.open) {
			closeNow();
			this.engine.io().tell(() -> this.handler.onClosed(reason));
		}
	}

	private static void say(Connection made, Frame topic, boolean wanted) {
		if (made.peerMinor() >= COMMANDS_SINCE) {
			made.send(Command.subscription((wanted) ? Command.SUBSCRIBE : Command.CANCEL, topic));
			return;
		}
		byte[] bytes = new byte[1 + topic.length()];
		bytes[0] = (byte) ((wanted) ? 1 : 0);
		System.arraycopy(topic.array(), 0, bytes, 1, topic.length());
		made.sendAccepted(Message.of(Frame.of(bytes)));
	}

}
