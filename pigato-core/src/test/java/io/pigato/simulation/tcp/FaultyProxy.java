package io.pigato.simulation.tcp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between peers and a broker on loopback: passes bytes on, holds them back for a
 * while, and cuts connections, in the middle of a message as it may be.
 */
final class FaultyProxy implements AutoCloseable {

	private final ServerSocket server;

	private final Set<Pipe> pipes = ConcurrentHashMap.newKeySet();

	private final AtomicInteger cut = new AtomicInteger();

	private volatile int port;

	private long passableNanos = System.nanoTime();

	FaultyProxy(String name, String endpoint) {
		try {
			this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.port = Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
		daemon(name, this::accept);
	}

	String endpoint() {
		return "tcp://127.0.0.1:" + this.server.getLocalPort();
	}

	/** How many connections were cut. */
	int cuts() {
		return this.cut.get();
	}

	/** Cuts one connection, if there is any. */
	void cutOne(Random random) {
		List<Pipe> all = new ArrayList<>(this.pipes);
		if (!all.isEmpty()) {
			all.get(random.nextInt(all.size())).cut();
		}
	}

	void cutAll() {
		this.pipes.forEach(Pipe::cut);
	}

	/** Nothing passes for a while: a partition, if it lasts. */
	synchronized void stall(Duration time) {
		this.passableNanos = System.nanoTime() + time.toNanos();
		notifyAll();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		stall(Duration.ZERO);
		this.pipes.forEach(Pipe::close);
	}

	private void accept() {
		while (!this.server.isClosed()) {
			try {
				new Pipe(this.server.accept()).start();
			}
			catch (IOException ex) {
				// closed, or the broker is away: the peer will try again
			}
		}
	}

	private synchronized void pass() throws InterruptedException {
		for (long left = left(); left > 0; left = left()) {
			wait(TimeUnit.NANOSECONDS.toMillis(left) + 1);
		}
	}

	private long left() {
		return this.passableNanos - System.nanoTime();
	}

	private static void daemon(String name, Runnable task) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		thread.start();
	}

	/** One connection. */
	private final class Pipe {

		private final Socket peer;

		private final Socket broker;

		Pipe(Socket peer) throws IOException {
			this.peer = peer;
			try {
				this.broker = new Socket(InetAddress.getLoopbackAddress(), FaultyProxy.this.port);
			}
			catch (IOException ex) {
				peer.close();
				throw ex;
			}
		}

		void start() {
			FaultyProxy.this.pipes.add(this);
			if (FaultyProxy.this.server.isClosed()) {
				close();
			}
			daemon("proxy-up", () -> copy(this.peer, this.broker));
			daemon("proxy-down", () -> copy(this.broker, this.peer));
		}

		void cut() {
			FaultyProxy.this.cut.incrementAndGet();
			close();
		}

		void close() {
			FaultyProxy.this.pipes.remove(this);
			closeQuietly(this.peer);
			closeQuietly(this.broker);
		}

		private void copy(Socket from, Socket to) {
			try (InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
				byte[] buffer = new byte[4096];
				for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
					pass();
					out.write(buffer, 0, read);
				}
			}
			catch (IOException | InterruptedException ex) {
				// it was cut, by whomever
			}
			close();
		}

		private static void closeQuietly(Socket socket) {
			try {
				socket.close();
			}
			catch (IOException ex) {
				// it is gone
			}
		}

	}

}
