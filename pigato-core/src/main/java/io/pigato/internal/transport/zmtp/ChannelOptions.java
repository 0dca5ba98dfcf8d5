package io.pigato.internal.transport.zmtp;

import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;

import io.pigato.TcpOptions;

/**
 * What each TCP channel is set to. The sizes of its buffers are left to the system, which
 * fits them to the connection.
 */
final class ChannelOptions {

	/** Seconds until the first probe and between two, and how many; where there are. */
	private static final Map<String, Integer> KEEPALIVE = Map.of("TCP_KEEPIDLE", 30, "TCP_KEEPINTERVAL", 10,
			"TCP_KEEPCOUNT", 3);

	private ChannelOptions() {
	}

	/**
	 * Prepares the channel of a connection.
	 * @param channel new
	 * @param options of TCP
	 * @throws IOException if it has ended
	 */
	static void apply(SocketChannel channel, TcpOptions options) throws IOException {
		channel.configureBlocking(false);
		channel.setOption(StandardSocketOptions.TCP_NODELAY, options.noDelay());
		channel.setOption(StandardSocketOptions.SO_KEEPALIVE, options.keepAlive());
		if (options.sendBufferBytes() > 0) {
			channel.setOption(StandardSocketOptions.SO_SNDBUF, options.sendBufferBytes());
		}
		if (options.receiveBufferBytes() > 0) {
			channel.setOption(StandardSocketOptions.SO_RCVBUF, options.receiveBufferBytes());
		}
		for (SocketOption<?> option : channel.supportedOptions()) {
			Integer value = KEEPALIVE.get(option.name());
			if (value != null) {
				set(channel, option, value);
			}
		}
	}

	/**
	 * Prepares a listening channel: how much of the window a peer may be offered is
	 * settled when it connects, so that the buffer's size has to be known before.
	 * @param channel not yet bound
	 * @param options of TCP
	 * @throws IOException if it has ended
	 */
	static void apply(ServerSocketChannel channel, TcpOptions options) throws IOException {
		channel.configureBlocking(false);
		channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
		if (options.receiveBufferBytes() > 0) {
			channel.setOption(StandardSocketOptions.SO_RCVBUF, options.receiveBufferBytes());
		}
	}

	@SuppressWarnings("unchecked") // the names above are those of numbers
	private static void set(SocketChannel channel, SocketOption<?> option, Integer value) throws IOException {
		channel.setOption((SocketOption<Integer>) option, value);
	}

}
