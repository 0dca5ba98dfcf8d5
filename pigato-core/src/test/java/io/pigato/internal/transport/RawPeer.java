package io.pigato.internal.transport;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A peer that speaks ZMTP by hand over a plain socket, and so can break every rule of it.
 */
public final class RawPeer implements AutoCloseable {

	/** Flag of a frame: another one of the message follows. */
	public static final int MORE = 1;

	/** Flag of a frame: its length has eight bytes. */
	public static final int LARGE = 2;

	/** Flag of a frame: it is a command. */
	public static final int COMMAND = 4;

	private static final int GREETING_BYTES = 64;

	private static final int READ_LIMIT_MILLIS = 20_000;

	private final Socket socket;

	private final DataInputStream in;

	private final OutputStream out;

	private RawPeer(Socket socket) throws IOException {
		this.socket = socket;
		this.in = new DataInputStream(socket.getInputStream());
		this.out = socket.getOutputStream();
		socket.setSoTimeout(READ_LIMIT_MILLIS);
		socket.setTcpNoDelay(true);
	}

	/**
	 * Connects to a bound endpoint.
	 * @param endpoint for example {@code tcp://127.0.0.1:5555}
	 * @return the peer, which has said nothing yet
	 * @throws IOException if it cannot connect
	 */
	public static RawPeer connect(String endpoint) throws IOException {
		int port = Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
		return new RawPeer(new Socket(InetAddress.getLoopbackAddress(), port));
	}

	/**
	 * Connects to a bound endpoint and lets the system hold little of what it does not
	 * read.
	 * @param endpoint for example {@code tcp://127.0.0.1:5555}
	 * @return the peer, which has said nothing yet
	 * @throws IOException if it cannot connect
	 */
	public static RawPeer connectNarrow(String endpoint) throws IOException {
		Socket narrow = new Socket();
		narrow.setReceiveBufferSize(8 * 1024);
		int port = Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
		narrow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		return new RawPeer(narrow);
	}

	/**
	 * Takes the part of a peer on an accepted connection.
	 * @param accepted the connection
	 * @return the peer, which has said nothing yet
	 * @throws IOException if the connection has ended
	 */
	public static RawPeer over(Socket accepted) throws IOException {
		return new RawPeer(accepted);
	}

	/**
	 * Goes through the whole handshake of ZMTP 3.0.
	 * @param socketType for example DEALER
	 * @param identity what to announce, or {@code null} for nothing
	 * @return this
	 * @throws IOException if the connection has ended
	 */
	public RawPeer handshake(String socketType, byte[] identity) throws IOException {
		greet();
		command(ready(socketType, identity));
		readFrame();
		return this;
	}

	/**
	 * Sends the greeting of ZMTP 3.0 and reads the other one's.
	 * @return this
	 * @throws IOException if the connection has ended
	 */
	public RawPeer greet() throws IOException {
		raw(greeting());
		this.in.readFully(new byte[GREETING_BYTES]);
		return this;
	}

	/**
	 * Sends bytes as they are.
	 * @param bytes what to send
	 * @throws IOException if the connection has ended
	 */
	public void raw(byte... bytes) throws IOException {
		this.out.write(bytes);
		this.out.flush();
	}

	/**
	 * Sends a message, each frame with a length of eight bytes.
	 * @param frames at least one
	 * @throws IOException if the connection has ended
	 */
	public void message(byte[]... frames) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (int i = 0; i < frames.length; i++) {
			bytes.write(header((i < frames.length - 1) ? MORE : 0, frames[i].length));
			bytes.write(frames[i]);
		}
		raw(bytes.toByteArray());
	}

	/**
	 * Sends a command.
	 * @param body its name and data
	 * @throws IOException if the connection has ended
	 */
	public void command(byte[] body) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		bytes.write(header(COMMAND, body.length));
		bytes.write(body);
		raw(bytes.toByteArray());
	}

	/**
	 * Reads bytes as they come.
	 * @param count how many
	 * @return the bytes
	 * @throws IOException if the connection has ended before
	 */
	public byte[] read(int count) throws IOException {
		byte[] bytes = new byte[count];
		this.in.readFully(bytes);
		return bytes;
	}

	/**
	 * Reads one frame.
	 * @return its content
	 * @throws IOException if the connection has ended
	 */
	public byte[] readFrame() throws IOException {
		int flags = this.in.readUnsignedByte();
		long length = ((flags & LARGE) != 0) ? this.in.readLong() : this.in.readUnsignedByte();
		byte[] content = new byte[Math.toIntExact(length)];
		this.in.readFully(content);
		return content;
	}

	/**
	 * Reads on until the other end closes the connection.
	 * @throws IOException if it has not within 20 s
	 */
	public void awaitEnd() throws IOException {
		try {
			while (this.in.read() >= 0) {
				// what still comes does not matter
			}
		}
		catch (java.net.SocketTimeoutException ex) {
			throw ex;
		}
		catch (IOException ex) {
			// a reset is an end, too
		}
	}

	/**
	 * Ends the connection with a reset instead of an orderly close.
	 * @throws IOException if that fails
	 */
	public void reset() throws IOException {
		this.socket.setSoLinger(true, 0);
		this.socket.close();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	/**
	 * The greeting of ZMTP 3.0 with the NULL mechanism.
	 * @return 64 bytes
	 */
	public static byte[] greeting() {
		ByteBuffer greeting = ByteBuffer.allocate(GREETING_BYTES);
		greeting.put((byte) 0xff).putLong(1).put((byte) 0x7f).put((byte) 3).put((byte) 0);
		greeting.put("NULL".getBytes(StandardCharsets.US_ASCII));
		return greeting.array();
	}

	/**
	 * The header of a frame with a length of eight bytes, which need not be true.
	 * @param flags of the frame
	 * @param length as announced
	 * @return nine bytes
	 */
	public static byte[] header(int flags, long length) {
		return ByteBuffer.allocate(9).put((byte) (flags | LARGE)).putLong(length).array();
	}

	/**
	 * A READY command.
	 * @param socketType for example DEALER
	 * @param identity what to announce, or {@code null} for nothing
	 * @return the body
	 */
	public static byte[] ready(String socketType, byte[] identity) {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		body.writeBytes(new byte[] { 5 });
		body.writeBytes("READY".getBytes(StandardCharsets.US_ASCII));
		body.writeBytes(property("Socket-Type", socketType.getBytes(StandardCharsets.US_ASCII)));
		if (identity != null) {
			body.writeBytes(property("Identity", identity));
		}
		return body.toByteArray();
	}

	/**
	 * A property of a READY command.
	 * @param name of the property
	 * @param value of the property
	 * @return the bytes
	 */
	public static byte[] property(String name, byte[] value) {
		byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
		return ByteBuffer.allocate(5 + ascii.length + value.length)
			.put((byte) ascii.length)
			.put(ascii)
			.putInt(value.length)
			.put(value)
			.array();
	}

}
