package io.pigato.transport;

import java.time.Duration;
import java.util.List;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.transport.RouterSocket;
import io.pigato.internal.transport.SendResult;

/** A broker's socket whose owner is told when the loop ends before it. */
final class TrackedRouter implements RouterSocket {

	private final RouterSocket socket;

	private final OpenSockets open;

	private TrackedRouter(RouterSocket socket, OpenSockets open) {
		this.socket = socket;
		this.open = open;
	}

	static RouterSocket track(RouterSocket socket, RouterSocket.Handler owner, OpenSockets open) {
		TrackedRouter tracked = new TrackedRouter(socket, open);
		open.add(tracked, (reason) -> {
			socket.close(Duration.ZERO);
			owner.onFailed(reason);
		});
		return tracked;
	}

	@Override
	public SendResult send(Frame peer, Message message) {
		return this.socket.send(peer, message);
	}

	@Override
	public long nanosSinceGrowth(Frame peer) {
		return this.socket.nanosSinceGrowth(peer);
	}

	@Override
	public void disconnect(Frame peer) {
		this.socket.disconnect(peer);
	}

	@Override
	public List<String> endpoints() {
		return this.socket.endpoints();
	}

	@Override
	public void close(Duration linger) {
		if (this.open.remove(this)) {
			this.socket.close(linger);
		}
	}

}
