package io.pigato.transport;

import java.time.Duration;

import io.pigato.internal.Frame;
import io.pigato.internal.transport.PublisherSocket;

/** A publisher whose owner is told when the loop ends before it. */
final class TrackedPublisher implements PublisherSocket {

	private final PublisherSocket socket;

	private final OpenSockets open;

	private TrackedPublisher(PublisherSocket socket, OpenSockets open) {
		this.socket = socket;
		this.open = open;
	}

	static PublisherSocket track(PublisherSocket socket, PublisherSocket.Handler owner, OpenSockets open) {
		TrackedPublisher tracked = new TrackedPublisher(socket, open);
		open.add(tracked, (reason) -> {
			socket.close(Duration.ZERO);
			owner.onFailed(reason);
		});
		return tracked;
	}

	@Override
	public void publish(Frame publication) {
		this.socket.publish(publication);
	}

	@Override
	public String endpoint() {
		return this.socket.endpoint();
	}

	@Override
	public void close(Duration linger) {
		if (this.open.remove(this)) {
			this.socket.close(linger);
		}
	}

}
