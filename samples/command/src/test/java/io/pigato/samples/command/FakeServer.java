package io.pigato.samples.command;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A TCP server that is no broker. */
final class FakeServer implements AutoCloseable {

	private final ServerSocket server;

	private final Behaviour behaviour;

	private final List<Socket> accepted = new CopyOnWriteArrayList<>();

	FakeServer(Behaviour behaviour) throws IOException {
		this.server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
		this.behaviour = behaviour;
		daemon(this::accept);
	}

	/** A server that says so much at once and nothing more. */
	static FakeServer saying(byte[] bytes) throws IOException {
		return new FakeServer((socket) -> socket.getOutputStream().write(bytes));
	}

	String endpoint() {
		return "tcp://127.0.0.1:" + this.server.getLocalPort();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		for (Socket each : this.accepted) {
			each.close();
		}
	}

	private void accept() {
		try {
			while (true) {
				Socket socket = this.server.accept();
				this.accepted.add(socket);
				daemon(() -> serve(socket));
			}
		}
		catch (IOException ex) {
			// Closed: the test is over
			return;
		}
	}

	private void serve(Socket socket) {
		try {
			this.behaviour.serve(socket);
		}
		catch (IOException ex) {
			// The command has closed the connection
			return;
		}
	}

	private static void daemon(Runnable task) {
		Thread thread = new Thread(task, "fake server");
		thread.setDaemon(true);
		thread.start();
	}

	/** What it does with a connection. */
	interface Behaviour {

		void serve(Socket socket) throws IOException;

	}

}
