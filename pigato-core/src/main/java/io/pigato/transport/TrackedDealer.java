package io.pigato.transport;

import java.time.Duration;

import io.pigato.PigatoException;
import io.pigato.internal.Message;
import io.pigato.internal.transport.DealerOptions;
import io.pigato.internal.transport.DealerSocket;
import io.pigato.internal.transport.SendResult;
import io.pigato.internal.transport.TransportEngine;

/** A dealer's socket whose owner is told when the loop ends before it. */
final class TrackedDealer implements DealerSocket {

	private final DealerSocket socket;

	private final OwnerHandler handler;

	private TrackedDealer(DealerSocket socket, OwnerHandler handler) {
		this.socket = socket;
		this.handler = handler;
	}

	static DealerSocket open(TransportEngine engine, DealerOptions options, DealerSocket.Handler owner,
			OpenSockets open) {
		OwnerHandler handler = new OwnerHandler(owner, open);
		DealerSocket socket = engine.openDealer(options, handler);
		open.add(handler, (reason) -> {
			socket.close(Duration.ZERO);
			owner.onClosed("The connection to " + options.endpoint() + " has ended with its loop" + why(reason));
		});
		return new TrackedDealer(socket, handler);
	}

	@Override
	public SendResult send(Message message) {
		return this.socket.send(message);
	}

	@Override
	public long nanosSinceGrowth() {
		return this.socket.nanosSinceGrowth();
	}

	@Override
	public void close(Duration linger) {
		this.handler.forget();
		this.socket.close(linger);
	}

	private static String why(PigatoException reason) {
		Throwable failure = reason.getCause();
		return (failure != null) ? ", which has failed: " + failure : ", which was closed";
	}

	/** Passes on what arrives, and notices the end. */
	private static final class OwnerHandler implements DealerSocket.Handler {

		private final DealerSocket.Handler owner;

		private final OpenSockets open;

		OwnerHandler(DealerSocket.Handler owner, OpenSockets open) {
			this.owner = owner;
			this.open = open;
		}

		void forget() {
			this.open.remove(this);
		}

		@Override
		public void onConnected() {
			this.owner.onConnected();
		}

		@Override
		public void onMessage(Message message) {
			this.owner.onMessage(message);
		}

		@Override
		public void onClosed(String reason) {
			forget();
			this.owner.onClosed(reason);
		}

	}

}
