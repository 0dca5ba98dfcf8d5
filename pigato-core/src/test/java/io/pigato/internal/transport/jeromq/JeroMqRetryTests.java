package io.pigato.internal.transport.jeromq;

import java.io.EOFException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
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
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a broker sees of a connection that is tried again. */
@Tag("jeromq")
class JeroMqRetryTests {

	private static final int ACCEPT_MILLIS = 20_000;

	private static final int MAX_ATTEMPTS = 5;

	/**
	 * A broker on libzmq drops what a second connection with a known identity says, and
	 * the first may still be known.
	 */
	@Test
	void secondTryHasAnotherIdentity() throws Exception {
		try (ServerSocket broker = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
				TestLoop loop = TestLoop.start("retry")) {
			broker.setSoTimeout(ACCEPT_MILLIS);
			JeroMqEngine engine = new JeroMqEngine(loop.loop());
			Endpoint endpoint = Endpoint.parse("tcp://127.0.0.1:" + broker.getLocalPort());
			DealerOptions options = new DealerOptions(endpoint, Frame.of("first"), 1, TransportLimits.DEFAULT,
					() -> Frame.of("spare"));
			DealerSocket dealer = loop.call(() -> engine.openDealer(options, new RecordingDealer()));
			try (Socket unanswered = broker.accept()) {
				assertThat(unanswered.isConnected()).isTrue();
				assertThat(announcedNext(broker)).isEqualTo("spare");
			}
			finally {
				loop.run(() -> dealer.close(Duration.ZERO));
				engine.close(Duration.ofSeconds(5));
			}
		}
	}

	/**
	 * On a busy machine the close may come after the next try has begun; but not each
	 * time.
	 */
	@Test
	void dealerThatIsClosedBetweenTwoTriesMakesNoOther() throws Exception {
		int attempts = 0;
		while (triesAgainAfterClose()) {
			attempts++;
			assertThat(attempts).isLessThan(MAX_ATTEMPTS);
		}
	}

	private static boolean triesAgainAfterClose() throws Exception {
		try (ServerSocket broker = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
				TestLoop loop = TestLoop.start("retry")) {
			broker.setSoTimeout(ACCEPT_MILLIS);
			JeroMqEngine engine = new JeroMqEngine(loop.loop());
			DealerOptions options = new DealerOptions(Endpoint.parse("tcp://127.0.0.1:" + broker.getLocalPort()),
					Frame.of("first"), 1, TransportLimits.DEFAULT);
			DealerSocket dealer = loop.call(() -> engine.openDealer(options, new RecordingDealer()));
			try (Socket unanswered = broker.accept()) {
				unanswered.getInputStream().transferTo(OutputStream.nullOutputStream());
			}
			finally {
				loop.run(() -> dealer.close(Duration.ZERO));
			}
			boolean again = accepts(broker);
			engine.close(Duration.ofSeconds(5));
			return again;
		}
	}

	/** Within ten times the pause between two tries. */
	private static boolean accepts(ServerSocket broker) throws Exception {
		broker.setSoTimeout(200);
		try (Socket next = broker.accept()) {
			return next.isConnected();
		}
		catch (SocketTimeoutException ex) {
			return false;
		}
	}

	/** On a busy machine the second try may be over before it is answered, too. */
	private static String announcedNext(ServerSocket broker) throws Exception {
		while (true) {
			try (RawPeer next = RawPeer.over(broker.accept())) {
				return announced(next);
			}
			catch (SocketException | EOFException ex) {
				// the next one, or the limit of accept
			}
		}
	}

	private static String announced(RawPeer peer) throws Exception {
		String ready = new String(peer.greet().readFrame(), StandardCharsets.US_ASCII);
		int name = ready.indexOf("Identity");
		assertThat(name).isPositive();
		return ready.substring(name + "Identity".length() + Integer.BYTES);
	}

}
