package io.pigato;

/**
 * Options of a broker's TCP connections. JeroMQ keeps its own and ignores these.
 *
 * @param noDelay whether small messages leave at once (TCP_NODELAY); default {@code true}
 * @param keepAlive whether the system probes a connection that is silent (SO_KEEPALIVE),
 * after 30 s and then every 10 s, and ends it after three probes without an answer, as
 * far as the system lets these be chosen; default {@code true}
 * @param sendBufferBytes how much the system may hold that was sent (SO_SNDBUF), 0 to 1
 * GiB; default 0, which leaves the choice to the system, which adapts it
 * @param receiveBufferBytes how much the system may hold that was received (SO_RCVBUF), 0
 * to 1 GiB; default 0, as above
 * @since 0.1.0
 */
public record TcpOptions(boolean noDelay, boolean keepAlive, int sendBufferBytes, int receiveBufferBytes) {

	/** No delay, keepalive, and the system's sizes of buffers. */
	public static final TcpOptions DEFAULT = new TcpOptions(true, true, 0, 0);

	private static final int MOST_BYTES = 1024 * 1024 * 1024;

	/**
	 * Checks the bounds.
	 * @throws IllegalArgumentException if a buffer's size is out of bounds
	 */
	public TcpOptions {
		if (Math.min(sendBufferBytes, receiveBufferBytes) < 0
				|| Math.max(sendBufferBytes, receiveBufferBytes) > MOST_BYTES) {
			throw new IllegalArgumentException("A buffer has 0 to " + MOST_BYTES + " bytes, not " + sendBufferBytes
					+ " for sending and " + receiveBufferBytes + " for receiving");
		}
	}

	/**
	 * With or without TCP_NODELAY.
	 * @param value whether it is on
	 * @return a copy
	 */
	public TcpOptions withNoDelay(boolean value) {
		return new TcpOptions(value, this.keepAlive, this.sendBufferBytes, this.receiveBufferBytes);
	}

	/**
	 * With or without SO_KEEPALIVE.
	 * @param value whether it is on
	 * @return a copy
	 */
	public TcpOptions withKeepAlive(boolean value) {
		return new TcpOptions(this.noDelay, value, this.sendBufferBytes, this.receiveBufferBytes);
	}

	/**
	 * With other sizes of buffers.
	 * @param sendBytes 0 to 1 GiB, 0 for the system's choice
	 * @param receiveBytes 0 to 1 GiB, 0 for the system's choice
	 * @return a copy
	 * @throws IllegalArgumentException if one is out of bounds
	 */
	public TcpOptions withBuffers(int sendBytes, int receiveBytes) {
		return new TcpOptions(this.noDelay, this.keepAlive, sendBytes, receiveBytes);
	}

}
