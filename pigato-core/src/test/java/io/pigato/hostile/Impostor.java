package io.pigato.hostile;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;

import io.pigato.internal.transport.RawPeer;

/** Takes the part of a broker, by hand, and means harm to who connects. */
final class Impostor implements AutoCloseable {

	private static final int MOST_FRAMES = 1000;

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

	/** The next connection, which must come, when it has gone so far. */
	RawPeer accept(Stage stage) throws IOException {
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
