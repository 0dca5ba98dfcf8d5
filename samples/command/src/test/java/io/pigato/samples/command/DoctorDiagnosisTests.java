package io.pigato.samples.command;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.pigato.broker.PigatoBroker;
import io.pigato.client.PigatoClient;
import io.pigato.samples.support.FreePort;
import io.pigato.transport.Transport;
import io.pigato.worker.Reply;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code pigato doctor} with everything else, which it names without ever hanging. */
@Timeout(120)
class DoctorDiagnosisTests {

	@ParameterizedTest
	@CsvSource({ "127.0.0.1:55555,is not an endpoint", "tcp://127.0.0.1,is not an endpoint",
			"ipc:///tmp/broker,ipc:// is not supported", "inproc://here,only reached from within the broker's own JVM",
			"tcp://*:55555,is what a broker binds", "tcp://127.0.0.1:0,is what a broker binds" })
	void endpointThatIsNone(String endpoint, String why) {
		assertFails(endpoint, "endpoint", why);
	}

	@Test
	void hostThatDoesNotExist() {
		assertFails("tcp://no..where:55555", "connect", "the host 'no..where' is unknown");
	}

	@Test
	void portThatIsClosed() {
		assertFails("tcp://127.0.0.1:" + FreePort.find(), "connect", "refuses connections");
	}

	@Test
	void httpServerThatWaitsForARequest() throws IOException {
		try (FakeServer server = new FakeServer((socket) -> {
			int said = 0;
			while (said >= 0 && said != '\n') {
				said = socket.getInputStream().read();
			}
			socket.getOutputStream().write("HTTP/1.1 404 Not Found\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		})) {
			assertFails(server.endpoint(), "greeting", "this is an HTTP server");
		}
	}

	@ParameterizedTest
	@CsvSource({ "HTTP/1.1 400 Bad Request,an HTTP server", "SSH-2.0-OpenSSH_9.6,an SSH server",
			"220 mail.example.com ESMTP,a mail or FTP server", "hello there,something that begins with 'hello there'" })
	void serverThatSpeaksFirst(String banner, String name) throws IOException {
		try (FakeServer server = FakeServer.saying((banner + "\r\n").getBytes(StandardCharsets.US_ASCII))) {
			assertFails(server.endpoint(), "greeting", "not ZeroMQ: this is " + name);
		}
	}

	@Test
	void tlsAlert() throws IOException {
		try (FakeServer server = FakeServer.saying(new byte[] { 0x15, 3, 3, 0, 2, 2, 40 })) {
			assertFails(server.endpoint(), "greeting", "not ZeroMQ: this is a TLS server");
		}
	}

	@Test
	void garbageIsShownWithoutItsControlCharacters() throws IOException {
		try (FakeServer server = FakeServer.saying(new byte[] { 'x', 0x1b, '[', '2', 'J', (byte) 0x9b })) {
			assertFails(server.endpoint(), "greeting", "something that begins with 'x\\u001b[2J\\u009b'");
		}
	}

	@Test
	void serverThatSaysNothing() throws IOException {
		try (FakeServer server = new FakeServer((socket) -> {
		})) {
			assertFails(server.endpoint(), "greeting", "says nothing, neither to ZeroMQ nor to HTTP");
		}
	}

	@Test
	void serverThatClosesAtOnce() throws IOException {
		try (FakeServer server = new FakeServer((socket) -> {
			socket.getInputStream().readNBytes(64);
			socket.close();
		})) {
			assertFails(server.endpoint(), "greeting", "accepted and then closed without a greeting");
		}
	}

	@Test
	void serverThatTricklesDoesNotHoldTheDoctorUp() throws IOException {
		CountDownLatch never = new CountDownLatch(1);
		try (FakeServer server = new FakeServer((socket) -> trickle(socket, never))) {
			Run run = Run.of("doctor", server.endpoint(), "-t", "500ms");
			assertThat(run.exitCode()).as(run.out()).isEqualTo(1);
			assertThat(run.out()).contains("FAILED  greeting");
		}
		finally {
			never.countDown();
		}
	}

	@Test
	void olderZeroMq() throws IOException {
		byte[] zmtp2 = ByteBuffer.allocate(12).put((byte) 0xff).putLong(1).put((byte) 0x7f).put((byte) 1).array();
		try (FakeServer server = FakeServer.saying(zmtp2)) {
			assertFails(server.endpoint(), "greeting", "ZeroMQ, but ZMTP 2");
		}
		try (FakeServer server = FakeServer.saying(new byte[] { 1, 0 })) {
			assertFails(server.endpoint(), "greeting", "ZeroMQ, but ZMTP 1");
		}
	}

	@Test
	void zeroMqWithCurve() {
		try (ZContext context = new ZContext()) {
			ZMQ.Socket socket = context.createSocket(SocketType.ROUTER);
			ZMQ.Curve.KeyPair keys = ZMQ.Curve.generateKeyPair();
			socket.setCurveServer(true);
			socket.setCurvePublicKey(keys.publicKey.getBytes(StandardCharsets.US_ASCII));
			socket.setCurveSecretKey(keys.secretKey.getBytes(StandardCharsets.US_ASCII));
			assertFails(bind(socket), "greeting", "with the security mechanism CURVE");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "PUB", "XPUB", "DEALER", "REP", "PULL" })
	void otherSocketOfZeroMq(SocketType type) {
		try (ZContext context = new ZContext()) {
			assertFails(bind(context.createSocket(type)), "socket", "this is a " + type + " socket and not a ROUTER");
		}
	}

	@ParameterizedTest
	@EnumSource(Transport.class)
	void directoryChannelOfAJavaBroker(Transport transport) {
		try (Setting setting = new Setting(transport)) {
			String why = (transport == Transport.ZMTP) ? "refused by its ERROR: a XPUB has no use for this socket type"
					: "this is a XPUB socket and not a ROUTER (it may be a broker's directory channel)";
			assertFails(setting.broker().internalChannel().orElseThrow(), "socket", why);
		}
	}

	@Test
	void directoryChannelOfANodeBroker() {
		try (NodeBroker broker = new NodeBroker()) {
			assertFails(broker.channel(), "socket", "this is a PUB socket and not a ROUTER");
		}
	}

	@Test
	void routerThatIsSilent() {
		try (ZContext context = new ZContext()) {
			assertFails(bind(context.createSocket(SocketType.ROUTER)), "heartbeat",
					"no answer to a PIGATO client's heartbeat");
		}
	}

	@Test
	void routerThatAnswersInItsOwnWay() {
		try (ZContext context = new ZContext()) {
			ZMQ.Socket socket = context.createSocket(SocketType.ROUTER);
			String endpoint = bind(socket);
			CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> {
				byte[] identity = socket.recv();
				socket.recv();
				socket.recv();
				socket.send(identity, ZMQ.SNDMORE);
				socket.send("MDPC01");
			});
			assertFails(endpoint, "heartbeat", "is something else: [MDPC01]");
			answered.join();
		}
	}

	@Test
	void brokerThatIsShuttingDown() throws Exception {
		CompletableFuture<Reply> asked = new CompletableFuture<>();
		try (Setting setting = new Setting().with("slow", (request, reply) -> asked.complete(reply));
				PigatoClient client = PigatoClient.builder().endpoint(setting.endpoint()).build()) {
			client.service("slow").retrieve().future(Object.class);
			Reply slow = asked.get();
			PigatoBroker broker = setting.broker();
			CompletableFuture<Void> closed = CompletableFuture.runAsync(broker::close);
			Awaitility.await()
				.until(() -> Run.of("call", "-b", setting.endpoint(), "nobody", "-t", "500ms")
					.err()
					.contains("error B_SHUTDOWN"));
			assertFails(setting.endpoint(), "worker", "READY was not acknowledged within 1 s");
			slow.end();
			closed.join();
		}
	}

	private static void assertFails(String endpoint, String step, String why) {
		Run run = Run.of("doctor", endpoint, "--timeout", "1s");
		assertThat(run.exitCode()).as(run.out()).isEqualTo(1);
		assertThat(run.lines()).filteredOn((line) -> line.startsWith("FAILED"))
			.as(run.out())
			.singleElement()
			.asString()
			.startsWith("FAILED  " + step)
			.contains(why);
		assertThat(run.lines()).last()
			.asString()
			.isEqualTo("There is something wrong with " + endpoint + ": see '" + step
					+ "'; what comes after it was not tried.");
		assertThat(run.lines().get(run.lines().size() - 2)).as("advice").startsWith("                   ").isNotBlank();
	}

	private static String bind(ZMQ.Socket socket) {
		return "tcp://127.0.0.1:" + socket.bindToRandomPort("tcp://127.0.0.1");
	}

	/** A byte each tenth of a second, so that no single read ever waits for long. */
	private static void trickle(Socket socket, CountDownLatch end) throws IOException {
		OutputStream out = socket.getOutputStream();
		out.write(0xff);
		try {
			while (!end.await(100, TimeUnit.MILLISECONDS)) {
				out.write(0);
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
