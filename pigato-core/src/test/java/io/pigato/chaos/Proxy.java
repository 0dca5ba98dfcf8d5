package io.pigato.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * Stands between a peer and its broker on loopback, and does to their connections what a
 * {@link Fault} says, until it is healed. Connections that have lost bytes are closed
 * then: no TCP connection goes on without them.
 */
final class Proxy implements AutoCloseable {

	private static final long DELAY_MILLIS = 20;

	private final ServerSocket server;

	private final Set<Pipe> pipes = ConcurrentHashMap.newKeySet();

	private final AtomicLong swallowed = new AtomicLong();

	private volatile int port;

	private @Nullable Fault fault;

	Proxy() {
		try {
			this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		daemon("chaos-proxy", this::accept);
	}

	String endpoint() {
		return "tcp://127.0.0.1:" + this.server.getLocalPort();
	}

	/** New connections lead to this broker. */
	void target(String endpoint) {
		this.port = Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
	}

	/** How many bytes were never passed on. */
	long swallowed() {
		return this.swallowed.get();
	}

	/** How many connections there are. */
	int connections() {
		return this.pipes.size();
	}

	/** Does it from now on. */
	synchronized void begin(Fault what) {
		this.fault = what;
		if (what == Fault.CUT || what == Fault.DROP) {
			this.pipes.forEach(Pipe::close);
		}
		else if (what == Fault.HALF_OPEN) {
			this.pipes.forEach(Pipe::closeBrokersSide);
		}
	}

	/** All is well from now on. */
	synchronized void heal() {
		this.fault = null;
		this.pipes.stream().filter((pipe) -> pipe.spoiled).forEach(Pipe::close);
		notifyAll();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		heal();
		this.pipes.forEach(Pipe::close);
	}

	private synchronized @Nullable Fault fault() {
		return this.fault;
	}

	private void accept() {
		while (!this.server.isClosed()) {
			try {
				Socket peer = this.server.accept();
				if (fault() == Fault.DROP) {
					peer.close();
				}
				else {
					new Pipe(peer).start();
				}
			}
			catch (IOException ex) {
				// closed, or the broker is away: the peer will try again
			}
		}
	}

	/** Whether bytes are to be passed on, when it is time to. */
	private synchronized boolean passes(boolean up) throws InterruptedException {
		while (this.fault == Fault.HOLD) {
			wait();
		}
		if (this.fault == Fault.DELAY) {
			long end = System.nanoTime() + DELAY_MILLIS * 1_000_000;
			for (long left = DELAY_MILLIS; left > 0
					&& this.fault == Fault.DELAY; left = (end - System.nanoTime()) / 1_000_000) {
				wait(left);
			}
		}
		return this.fault != Fault.BLACK_HOLE && (up || this.fault != Fault.ONE_WAY);
	}

	private static void daemon(String name, Runnable task) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		thread.start();
	}

	private static void closeQuietly(Socket socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			// it is gone
		}
	}

	/** One connection. */
	private final class Pipe {

		private final Socket peer;

		private final Socket broker;

		private volatile boolean spoiled;

		Pipe(Socket peer) throws IOException {
			this.peer = peer;
			try {
				this.broker = new Socket(InetAddress.getLoopbackAddress(), Proxy.this.port);
				this.peer.setTcpNoDelay(true);
				this.broker.setTcpNoDelay(true);
			}
			catch (IOException ex) {
				peer.close();
				throw ex;
			}
		}

		void start() {
			Proxy.this.pipes.add(this);
			if (Proxy.this.server.isClosed()) {
				close();
			}
			daemon("chaos-proxy-up", () -> copy(this.peer, this.broker, true));
			daemon("chaos-proxy-down", () -> copy(this.broker, this.peer, false));
		}

		void close() {
			Proxy.this.pipes.remove(this);
			closeQuietly(this.peer);
			closeQuietly(this.broker);
		}

		void closeBrokersSide() {
			this.spoiled = true;
			closeQuietly(this.broker);
		}

		private void copy(Socket from, Socket to, boolean up) {
			try {
				InputStream in = from.getInputStream();
				OutputStream out = to.getOutputStream();
				byte[] buffer = new byte[8192];
				for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
					if (passes(up) && !this.spoiled) {
						out.write(buffer, 0, read);
					}
					else {
						this.spoiled = true;
						Proxy.this.swallowed.addAndGet(read);
					}
				}
			}
			catch (IOException | InterruptedException ex) {
				// it was cut, by whomever
			}
			if (!this.spoiled || from == this.peer) {
				close();
			}
		}

	}

}
