package io.pigato.hostile;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

import io.pigato.internal.transport.RawPeer;
import io.pigato.transport.Transport;

/** Takes the part of a broker, by hand, and means harm to who connects. */
final class Impostor implements AutoCloseable {

	private static final int MOST_FRAMES = 1000;

	private static final int TRIES = 4;

	private final ServerSocket server;

	private Impostor(ServerSocket server) {
		this.server = server;
	}

	static Impostor open() throws IOException {
		ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		server.setSoTimeout((int) Site.PATIENCE.toMillis());
		return new Impostor(server);
	}

	String endpoint() {
		return "tcp://127.0.0.1:" + this.server.getLocalPort();
	}

	/**
	 * The next connection, which must come, when it has gone so far. Where JeroMQ forgets
	 * a connection that it has just made, its dealer gives up and makes another.
	 */
	RawPeer accept(Stage stage, Transport victim) throws IOException {
		for (int i = 1; victim == Transport.JEROMQ && i < TRIES; i++) {
			Socket accepted = this.server.accept();
			try {
				return stage.reach(accepted);
			}
			catch (EOFException | SocketException ex) {
				accepted.close();
			}
		}
		return stage.reach(this.server.accept());
	}

	/** Reads on until a request of this service comes. */
	static String requestOf(RawPeer victim, String service) throws IOException {
		for (int i = 0; i < MOST_FRAMES; i++) {
			if (text(victim).equals(service)) {
				return text(victim);
			}
		}
		throw new IOException("The victim asks nothing");
	}

	private static String text(RawPeer victim) throws IOException {
		return new String(victim.readFrame(), StandardCharsets.UTF_8);
	}

	@Override
	public void close() throws IOException {
		this.server.close();
	}

}
