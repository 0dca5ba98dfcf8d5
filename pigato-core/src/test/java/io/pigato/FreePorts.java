package io.pigato;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports to be bound later, or by another process. They are below those that systems hand
 * out by themselves (from 32768 on Linux, from 49152 elsewhere), so that no other test is
 * given one meanwhile.
 */
public final class FreePorts {

	private static final int FIRST = 20_000;

	private static final int END = 32_000;

	private static final int TRIES = 100;

	private FreePorts() {
	}

	/**
	 * An endpoint at which nobody listens.
	 * @return for example {@code tcp://127.0.0.1:23456}
	 */
	public static String endpoint() {
		return "tcp://127.0.0.1:" + find();
	}

	private static int find() {
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
