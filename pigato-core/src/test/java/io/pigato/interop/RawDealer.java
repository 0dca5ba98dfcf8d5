package io.pigato.interop;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMsg;

import static org.assertj.core.api.Assertions.assertThat;

/** A bare socket that says what it is told to. For one thread. */
final class RawDealer implements AutoCloseable {

	private final ZContext context = new ZContext();

	private final ZMQ.Socket socket;

	/**
	 * Begins to connect.
	 * @param endpoint the broker's
	 * @param identity if empty, the broker invents one that begins with 0
	 */
	RawDealer(String endpoint, byte[] identity) {
		this.socket = this.context.createSocket(SocketType.DEALER);
		if (identity.length > 0) {
			this.socket.setIdentity(identity);
		}
		// a connection of JeroMQ may stall in its handshake, and is renewed then
		this.socket.setHandshakeIvl(1000);
		this.socket.setReceiveTimeOut(Stage.PATIENCE_SECONDS * 1000);
		this.socket.setLinger(0);
		this.socket.connect(endpoint);
	}

	void send(String... frames) {
		ZMsg message = new ZMsg();
		for (String frame : frames) {
			message.add(frame.getBytes(StandardCharsets.UTF_8));
		}
		assertThat(message.send(this.socket)).isTrue();
	}

	List<String> receive() {
		ZMsg message = ZMsg.recvMsg(this.socket);
		assertThat(message).as("a message from the broker").isNotNull();
		List<String> frames = new ArrayList<>();
		message.forEach((frame) -> frames.add(new String(frame.getData(), StandardCharsets.UTF_8)));
		return frames;
	}

	/** A request for a worker; heartbeats of the broker may come before it. */
	List<String> receiveRequest() {
		List<String> message = receive();
		while (message.get(1).equals("4")) {
			message = receive();
		}
		assertThat(message).startsWith("W", "2").hasSizeGreaterThanOrEqualTo(7);
		return message;
	}

	@Override
	public void close() {
		this.context.close();
	}

}
