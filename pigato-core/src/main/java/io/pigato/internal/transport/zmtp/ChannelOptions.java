package io.pigato.internal.transport.zmtp;

import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.Map;

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
	 * Prepares a channel.
	 * @param channel new
	 * @throws IOException if it has ended
	 */
	static void apply(SocketChannel channel) throws IOException {
		channel.configureBlocking(false);
		channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
		channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
		for (SocketOption<?> option : channel.supportedOptions()) {
			Integer value = KEEPALIVE.get(option.name());
			if (value != null) {
				set(channel, option, value);
			}
		}
	}

	@SuppressWarnings("unchecked") // the names above are those of numbers
	private static void set(SocketChannel channel, SocketOption<?> option, Integer value) throws IOException {
		channel.setOption((SocketOption<Integer>) option, value);
	}

}
