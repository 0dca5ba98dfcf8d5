package io.pigato.hostile;

import java.io.IOException;
import java.net.Socket;

import io.pigato.internal.transport.RawPeer;

/** How far a connection has come when its peer begins to misbehave. */
enum Stage {

	/** Not a byte was said. */
	CONNECTED,

	/** Both have sent their greetings. */
	GREETED,

	/** The handshake is over. */
	READY;

	/** Connects to a broker and goes so far. */
	RawPeer reach(Strike strike) throws IOException {
		return switch (this) {
			case CONNECTED -> strike.connect();
			case GREETED -> strike.greeted();
			case READY -> strike.dealer();
		};
	}

	/** Takes the part of a broker on an accepted connection and goes so far. */
	RawPeer reach(Socket accepted) throws IOException {
		RawPeer peer = RawPeer.over(accepted);
		return switch (this) {
			case CONNECTED -> peer;
			case GREETED -> peer.greet();
			case READY -> peer.handshake("ROUTER", new byte[0]);
		};
	}

}
