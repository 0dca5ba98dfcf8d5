package io.pigato.samples.command;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;

/** A bare TCP connection whose reads have a limit, however slowly bytes trickle in. */
final class Wire implements Closeable {

	private final Socket socket;

	private final InputStream in;

	private final Duration limit;

	private Wire(Socket socket, InputStream in, Duration limit) {
		this.socket = socket;
		this.in = in;
		this.limit = limit;
	}

	/**
	 * Connects to the first address of a host that takes the connection.
	 * @param address where to
	 * @param limit how long this may take for each address, and each read later
	 * @return the connection
	 * @throws DiagnosisException if there is none
	 */
	static Finding<Wire> connect(Address address, Duration limit) throws DiagnosisException {
		long start = System.nanoTime();
		IOException failure = new UnknownHostException(address.host());
		for (InetAddress each : resolve(address)) {
			Socket socket = new Socket();
			try {
				socket.connect(new InetSocketAddress(each, address.port()), (int) limit.toMillis());
				socket.setTcpNoDelay(true);
				Wire wire = new Wire(socket, new BufferedInputStream(socket.getInputStream()), limit);
				return Finding.of(wire, "TCP to " + each.getHostAddress() + " port " + address.port() + " in "
						+ Durations.text(Duration.ofNanos(System.nanoTime() - start)));
			}
			catch (IOException ex) {
				failure = ex;
				closeQuietly(socket);
			}
		}
		throw explain(failure, address, limit);
	}

	void write(byte[] bytes) throws IOException {
		this.socket.getOutputStream().write(bytes);
		this.socket.getOutputStream().flush();
	}

	/**
	 * Reads so many bytes.
	 * @param count how many
	 * @return all of them
	 * @throws SocketTimeoutException if they do not come within the limit
	 * @throws EOFException if the connection ends
	 */
	byte[] read(int count) throws IOException {
		byte[] bytes = new byte[count];
		long end = System.nanoTime() + this.limit.toNanos();
		for (int position = 0; position < count;) {
			int read = readUntil(end, bytes, position);
			if (read < 0) {
				throw new EOFException("the connection has ended");
			}
			position += read;
		}
		return bytes;
	}

	/**
	 * Reads what comes.
	 * @param most how many bytes at most
	 * @param patience for how long
	 * @return what has come, perhaps nothing
	 */
	byte[] readSome(int most, Duration patience) {
		byte[] bytes = new byte[most];
		long end = System.nanoTime() + patience.toNanos();
		int position = 0;
		try {
			int read = 0;
			while (read >= 0 && position < most) {
				position += read;
				read = (position < most) ? readUntil(end, bytes, position) : -1;
			}
		}
		catch (IOException ex) {
			return Arrays.copyOf(bytes, position);
		}
		return Arrays.copyOf(bytes, position);
	}

	/**
	 * Waits for anything to read, the end included.
	 * @param patience for how long
	 * @return whether there is something
	 */
	boolean awaitAnything(Duration patience) throws IOException {
		this.in.mark(1);
		try {
			this.socket.setSoTimeout((int) patience.toMillis());
			this.in.read();
			return true;
		}
		catch (SocketTimeoutException ex) {
			return false;
		}
		finally {
			this.in.reset();
		}
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	private int readUntil(long end, byte[] bytes, int position) throws IOException {
		long millis = (end - System.nanoTime()) / 1_000_000;
		if (millis <= 0) {
			throw new SocketTimeoutException("nothing has come in time");
		}
		this.socket.setSoTimeout((int) millis);
		return this.in.read(bytes, position, bytes.length - position);
	}

	private static InetAddress[] resolve(Address address) throws DiagnosisException {
		try {
			return InetAddress.getAllByName(address.host());
		}
		catch (UnknownHostException ex) {
			throw new DiagnosisException("the host '" + address.host() + "' is unknown",
					"Is the name right, and does this machine's DNS know it?");
		}
	}

	private static DiagnosisException explain(IOException failure, Address address, Duration limit) {
		if (failure instanceof SocketTimeoutException) {
			return new DiagnosisException("no answer to TCP from " + address + " within " + Durations.text(limit),
					"Is the host up? A firewall that drops packets looks like this, too");
		}
		if (failure instanceof NoRouteToHostException) {
			return new DiagnosisException("no way to " + address + ": " + failure.getMessage(),
					"Is the host up, and in a network that this machine reaches?");
		}
		if (failure instanceof ConnectException) {
			return new DiagnosisException(address + " refuses connections: nothing listens there",
					"Is the broker running, with this port, and bound to more than its own loopback?");
		}
		return new DiagnosisException("no connection to " + address + ": " + failure.getMessage(),
				"This machine's network says so");
	}

	private static void closeQuietly(Socket socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			// The failure before this one is what matters
			return;
		}
	}

}
