package io.pigato.internal.transport.zmtp;

import java.time.Duration;
import java.util.Random;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.transport.DealerSocket;
import io.pigato.internal.transport.RecordingDealer;
import io.pigato.internal.transport.RecordingRouter;
import io.pigato.internal.transport.RouterSocket;
import io.pigato.internal.transport.TransportPair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMsg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Our own engine with sockets of JeroMQ at the other end, in both roles. */
class ZmtpJeroMqPeersTests {

	private final TransportPair pair = new TransportPair(ZmtpEngine::new);

	private final RecordingRouter atRouter = new RecordingRouter();

	private final ZContext context = new ZContext();

	@BeforeEach
	void lingerNot() {
		this.context.setLinger(0);
	}

	@AfterEach
	void close() {
		this.context.close();
		this.pair.close();
	}

	@Test
	void dealerOfJeroMqIsAnsweredWhateverItSends() throws Exception {
		RouterSocket router = echo("tcp://127.0.0.1:0");
		ZMQ.Socket dealer = socket(SocketType.DEALER);
		dealer.setIdentity("jeromq".getBytes(ZMQ.CHARSET));
		dealer.connect(router.endpoints().get(0));
		for (byte[][] frames : samples()) {
			send(dealer, frames);
			assertThat(receive(dealer)).isEqualTo(frames);
			assertThat(this.atRouter.next().peer()).isEqualTo(Frame.of("jeromq"));
		}
		dealer.close();
		assertThat(this.atRouter.nextGone()).isEqualTo(Frame.of("jeromq"));
	}

	@Test
	void reqOfJeroMqIsGivenAnIdentity() throws Exception {
		ZMQ.Socket req = socket(SocketType.REQ);
		req.connect(echo("tcp://127.0.0.1:0").endpoints().get(0));
		for (int i = 0; i < 3; i++) {
			req.send("question " + i);
			assertThat(req.recvStr()).isEqualTo("question " + i);
			assertThat(this.atRouter.next().peer().at(0)).isZero();
		}
	}

	@Test
	void routerOfJeroMqIsTalkedTo() throws Exception {
		ZMQ.Socket router = socket(SocketType.ROUTER);
		int port = router.bindToRandomPort("tcp://127.0.0.1");
		RecordingDealer told = new RecordingDealer();
		DealerSocket dealer = this.pair.openDealer("tcp://127.0.0.1:" + port, "ours", TransportPair.LIMITS, told);
		for (byte[][] frames : samples()) {
			Message message = message(frames);
			this.pair.send(dealer, message);
			byte[][] received = receive(router);
			assertThat(received[0]).isEqualTo("ours".getBytes(ZMQ.CHARSET));
			send(router, received);
			assertThat(told.next()).isEqualTo(message);
		}
		router.close();
		assertThat(told.nextClosed()).contains("closed by the peer");
	}

	@Test
	void heartbeatsOfJeroMqAreAnswered() throws Exception {
		RouterSocket router = echo("tcp://127.0.0.1:0");
		ZMQ.Socket dealer = socket(SocketType.DEALER);
		dealer.setHeartbeatIvl(50);
		dealer.setHeartbeatTimeout(400);
		dealer.setHeartbeatTtl(1000);
		dealer.connect(router.endpoints().get(0));
		dealer.send("x");
		assertThat(dealer.recvStr()).isEqualTo("x");
		await().during(Duration.ofSeconds(1)).until(() -> this.atRouter.gone().isEmpty());
		dealer.send("y");
		assertThat(dealer.recvStr()).isEqualTo("y");
		assertThat(this.atRouter.next().peer()).isEqualTo(this.atRouter.next().peer());
	}

	@Test
	void dealerOfJeroMqComesBackToABrokerThatComesBack() throws Exception {
		RouterSocket first = echo("tcp://127.0.0.1:0");
		String endpoint = first.endpoints().get(0);
		ZMQ.Socket dealer = socket(SocketType.DEALER);
		dealer.setIdentity("back".getBytes(ZMQ.CHARSET));
		dealer.setReconnectIVL(50);
		dealer.connect(endpoint);
		dealer.send("1");
		assertThat(dealer.recvStr()).isEqualTo("1");
		this.pair.brokerLoop().run(() -> first.close(Duration.ofSeconds(5)));
		await().ignoreExceptions().until(() -> echo(endpoint) != null);
		dealer.send("2");
		assertThat(dealer.recvStr()).isEqualTo("2");
	}

	private RouterSocket echo(String bind) throws Exception {
		RouterSocket router = this.pair.openRouter(TransportPair.LIMITS, this.atRouter, bind);
		this.atRouter.onEach((peer, message) -> router.send(peer, message));
		return router;
	}

	private ZMQ.Socket socket(SocketType type) {
		ZMQ.Socket socket = this.context.createSocket(type);
		socket.setHandshakeIvl(1000);
		socket.setReceiveTimeOut(20_000);
		return socket;
	}

	private static byte[][][] samples() {
		byte[] large = new byte[5_000_000];
		new Random(5).nextBytes(large);
		byte[] medium = new byte[256];
		return new byte[][][] { { bytes("whole") }, { {} }, { bytes("a"), {}, bytes("b") }, { {}, {}, {} },
				{ medium, bytes("x"), new byte[255] }, { bytes("head"), large, bytes("tail") } };
	}

	private static Message message(byte[][] frames) {
		Frame[] all = new Frame[frames.length];
		for (int i = 0; i < all.length; i++) {
			all[i] = Frame.of(frames[i]);
		}
		return Message.of(all);
	}

	private static void send(ZMQ.Socket socket, byte[][] frames) {
		ZMsg message = new ZMsg();
		for (byte[] frame : frames) {
			message.add(frame);
		}
		assertThat(message.send(socket)).isTrue();
	}

	private static byte[][] receive(ZMQ.Socket socket) {
		ZMsg message = ZMsg.recvMsg(socket);
		assertThat(message).isNotNull();
		return message.stream().map((frame) -> frame.getData()).toArray(byte[][]::new);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(ZMQ.CHARSET);
	}

}
