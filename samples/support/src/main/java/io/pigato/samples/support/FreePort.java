package io.pigato.samples.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port that another process is to bind. It is below those that systems hand out by
 * themselves, so that no other process is given it meanwhile.
 */
public final class FreePort {

	private static final int FIRST = 20_000;

	private static final int END = 32_000;

	private static final int TRIES = 100;

	private FreePort() {
	}

	/**
	 * Finds one.
	 * @return its number
	 */
	public static int find() {
		for (int i = 0; i < TRIES; i++) {
			int port = ThreadLocalRandom.current().nextInt(FIRST, END);
			try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
				return free.getLocalPort();
			}
			catch (IOException ex) {
				// taken
			}
		}
		throw new IllegalStateException("No port is free from " + FIRST + " to " + END);
	}

}
