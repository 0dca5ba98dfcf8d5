package io.pigato.internal.transport.zmtp;

import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.pigato.TcpOptions;
import io.pigato.internal.transport.Endpoint;
import io.pigato.internal.transport.HostResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

/** What the channels of connections are set to. */
class ChannelOptionsTests {

	private static final int SIZE = 32 * 1024;

	@Test
	void smallMessagesLeaveAtOnceAndSilentConnectionsAreProbedByDefault() throws Exception {
		try (SocketChannel fresh = SocketChannel.open(); SocketChannel channel = SocketChannel.open()) {
			ChannelOptions.apply(channel, TcpOptions.DEFAULT);
			assertThat(channel.isBlocking()).isFalse();
			assertThat(channel.getOption(StandardSocketOptions.TCP_NODELAY)).isTrue();
			assertThat(channel.getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
			assertThat(channel.getOption(StandardSocketOptions.SO_SNDBUF))
				.isEqualTo(fresh.getOption(StandardSocketOptions.SO_SNDBUF));
			assertThat(channel.getOption(StandardSocketOptions.SO_RCVBUF))
				.isEqualTo(fresh.getOption(StandardSocketOptions.SO_RCVBUF));
		}
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void probesBeginAfterHalfAMinuteOfSilence() throws Exception {
		try (SocketChannel channel = SocketChannel.open()) {
			ChannelOptions.apply(channel, TcpOptions.DEFAULT);
			Map<String, Object> values = new HashMap<>();
			for (SocketOption<?> option : channel.supportedOptions()) {
				if (option.name().startsWith("TCP_KEEP")) {
					values.put(option.name(), channel.getOption(option));
				}
			}
			assertThat(values).containsEntry("TCP_KEEPIDLE", 30)
				.containsEntry("TCP_KEEPINTERVAL", 10)
				.containsEntry("TCP_KEEPCOUNT", 3);
		}
	}

	@Test
	void eachOptionCanBeChosen() throws Exception {
		try (SocketChannel channel = SocketChannel.open()) {
			ChannelOptions.apply(channel, new TcpOptions(false, false, SIZE, 2 * SIZE));
			assertThat(channel.getOption(StandardSocketOptions.TCP_NODELAY)).isFalse();
			assertThat(channel.getOption(StandardSocketOptions.SO_KEEPALIVE)).isFalse();
			assertSize(channel.getOption(StandardSocketOptions.SO_SNDBUF), SIZE);
			assertSize(channel.getOption(StandardSocketOptions.SO_RCVBUF), 2 * SIZE);
		}
	}

	@Test
	void acceptedConnectionsHaveTheReceiveBufferOfTheirListener() throws Exception {
		HostResolver resolver = HostResolver.create(java.net.InetAddress::getAllByName);
		List<ServerSocketChannel> bound = new Binder(resolver, TcpOptions.DEFAULT.withBuffers(0, SIZE))
			.bindAll(List.of(Endpoint.parse("tcp://127.0.0.1:0")));
		try (ServerSocketChannel listener = bound.get(0);
				SocketChannel peer = SocketChannel.open(listener.getLocalAddress())) {
			assertThat(peer.isConnected()).isTrue();
			listener.configureBlocking(true);
			try (SocketChannel accepted = listener.accept()) {
				assertSize(accepted.getOption(StandardSocketOptions.SO_RCVBUF), SIZE);
			}
		}
		finally {
			resolver.close();
		}
	}

	/** Linux doubles what it is asked for. */
	private static void assertSize(int actual, int asked) {
		assertThat(actual).isIn(asked, 2 * asked);
	}

}
