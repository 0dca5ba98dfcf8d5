package io.pigato.internal.transport.jeromq;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.pigato.internal.Frame;
import io.pigato.internal.transport.DealerOptions;
import io.pigato.internal.transport.DealerSocket;
import io.pigato.internal.transport.Endpoint;
import io.pigato.internal.transport.RawPeer;
import io.pigato.internal.transport.RecordingDealer;
import io.pigato.internal.transport.TestLoop;
import io.pigato.internal.transport.TransportLimits;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a broker sees of a connection that is tried again. */
@Tag("jeromq")
class JeroMqRetryTests {

	private static final int ACCEPT_MILLIS = 20_000;

	/**
	 * A broker on libzmq drops what a second connection with a known identity says, and
	 * the first may still be known.
	 */
	@ParameterizedTest
	@ValueSource(ints = { 10, 255 })
	void secondTryHasAnotherIdentity(int length) throws Exception {
		Frame identity = Frame.of("w".repeat(length));
		try (ServerSocket broker = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
				TestLoop loop = TestLoop.start("retry")) {
			broker.setSoTimeout(ACCEPT_MILLIS);
			JeroMqEngine engine = new JeroMqEngine(loop.loop());
			Endpoint endpoint = Endpoint.parse("tcp://127.0.0.1:" + broker.getLocalPort());
			DealerOptions options = new DealerOptions(endpoint, identity, 1, TransportLimits.DEFAULT);
			DealerSocket dealer = loop.call(() -> engine.openDealer(options, new RecordingDealer()));
			try (Socket unanswered = broker.accept(); RawPeer second = RawPeer.over(broker.accept())) {
				assertThat(unanswered.isConnected()).isTrue();
				assertThat(announced(second)).startsWith("wwwwwwww")
					.isNotEqualTo(identity.text())
					.hasSizeLessThanOrEqualTo(255);
			}
			finally {
				loop.run(() -> dealer.close(Duration.ZERO));
				engine.close(Duration.ofSeconds(5));
			}
		}
	}

	private static String announced(RawPeer peer) throws Exception {
		String ready = new String(peer.greet().readFrame(), StandardCharsets.US_ASCII);
		int name = ready.indexOf("Identity");
		assertThat(name).isPositive();
		return ready.substring(name + "Identity".length() + Integer.BYTES).replaceAll("[^w0-9-].*", "");
	}

}
