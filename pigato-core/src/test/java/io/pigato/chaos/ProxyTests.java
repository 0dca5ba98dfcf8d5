package io.pigato.chaos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** That faults are what they say. */
class ProxyTests {

	private static final int PATIENCE_MILLIS = 20_000;

	private static final int SHORT_MILLIS = 200;

	private final Proxy proxy = new Proxy();

	private ServerSocket server;

	private Socket peer;

	private Socket broker;

	ProxyTests() throws IOException {
		this.server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
		this.proxy.target("tcp://127.0.0.1:" + this.server.getLocalPort());
		this.peer = connect();
		this.broker = this.server.accept();
	}

	@BeforeEach
	void passes() throws IOException {
		assertPasses(this.peer, this.broker);
		assertPasses(this.broker, this.peer);
	}

	@AfterEach
	void close() throws IOException {
		this.proxy.close();
		this.peer.close();
		this.broker.close();
		this.server.close();
	}

	@Test
	void cutEndsBothSidesAndLetsNewConnectionsThrough() throws IOException {
		this.proxy.begin(Fault.CUT);
		assertEnds(this.peer);
		assertEnds(this.broker);
		try (Socket again = connect(); Socket accepted = this.server.accept()) {
			assertPasses(again, accepted);
		}
	}

	@Test
	void dropEndsNewConnectionsToo() throws IOException {
		this.proxy.begin(Fault.DROP);
		assertEnds(this.peer);
		try (Socket again = connect()) {
			assertEnds(again);
		}
	}

	@Test
	void blackHoleSwallowsBothWaysAndEndsWhatHasLostBytes() throws IOException {
		this.proxy.begin(Fault.BLACK_HOLE);
		assertSilent(this.peer, this.broker);
		assertSilent(this.broker, this.peer);
		assertThat(this.proxy.swallowed()).isEqualTo(8);
		this.proxy.heal();
		assertEnds(this.peer);
		assertEnds(this.broker);
	}

	@Test
	void oneWaySwallowsWhatTheBrokerSays() throws IOException {
		this.proxy.begin(Fault.ONE_WAY);
		assertPasses(this.peer, this.broker);
		assertSilent(this.broker, this.peer);
	}

	@Test
	void halfOpenEndsTheBrokersSideOnly() throws IOException {
		this.proxy.begin(Fault.HALF_OPEN);
		assertEnds(this.broker);
		this.peer.getOutputStream().write(1);
		this.peer.setSoTimeout(SHORT_MILLIS);
		assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> this.peer.getInputStream().read());
		this.proxy.heal();
		assertEnds(this.peer);
	}

	@Test
	void holdLosesNothing() throws IOException {
		this.proxy.begin(Fault.HOLD);
		assertSilent(this.peer, this.broker);
		this.proxy.heal();
		this.broker.setSoTimeout(PATIENCE_MILLIS);
		assertThat(this.broker.getInputStream().readNBytes(4)).hasSize(4);
		assertPasses(this.broker, this.peer);
	}

	@Test
	void delayLosesNothing() throws IOException {
		this.proxy.begin(Fault.DELAY);
		assertPasses(this.peer, this.broker);
		assertPasses(this.broker, this.peer);
	}

	private Socket connect() throws IOException {
		String endpoint = this.proxy.endpoint();
		return new Socket(InetAddress.getLoopbackAddress(),
				Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1)));
	}

	private static void assertPasses(Socket from, Socket to) throws IOException {
		byte[] word = "word".getBytes(StandardCharsets.US_ASCII);
		from.getOutputStream().write(word);
		to.setSoTimeout(PATIENCE_MILLIS);
		assertThat(to.getInputStream().readNBytes(word.length)).isEqualTo(word);
	}

	private static void assertSilent(Socket from, Socket to) throws IOException {
		from.getOutputStream().write("lost".getBytes(StandardCharsets.US_ASCII));
		to.setSoTimeout(SHORT_MILLIS);
		assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> to.getInputStream().read());
	}

	private static void assertEnds(Socket socket) throws IOException {
		socket.setSoTimeout(PATIENCE_MILLIS);
		try {
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
		}
		catch (SocketTimeoutException ex) {
			throw new AssertionError("it has not ended", ex);
		}
		catch (IOException ex) {
			// reset: an end, too
		}
	}

}
