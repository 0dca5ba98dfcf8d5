package io.pigato.transport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.pigato.PigatoBindException;
import io.pigato.PigatoClosedException;
import io.pigato.internal.Frame;
import io.pigato.internal.ManualTicker;
import io.pigato.internal.Message;
import io.pigato.internal.transport.DealerJournal;
import io.pigato.internal.transport.DealerOptions;
import io.pigato.internal.transport.DealerSocket;
import io.pigato.internal.transport.Endpoint;
import io.pigato.internal.transport.EventLoop;
import io.pigato.internal.transport.PublisherOptions;
import io.pigato.internal.transport.PublisherSocket;
import io.pigato.internal.transport.RouterJournal;
import io.pigato.internal.transport.RouterOptions;
import io.pigato.internal.transport.RouterSocket;
import io.pigato.internal.transport.SendResult;
import io.pigato.internal.transport.TransportDrop;
import io.pigato.internal.transport.TransportLimits;
import io.pigato.transport.FakeEngine.FakeDealer;
import io.pigato.transport.FakeEngine.FakeRouter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/** The choice between the engines, with a fake for TCP. */
class SelectingEngineTests {

	private static final Frame ME = Frame.of("me");

	private final String inproc = "inproc://" + UUID.randomUUID();

	private final EventLoop loop = new EventLoop("by-hand", new ManualTicker());

	private final FakeEngine tcp = new FakeEngine();

	private final AtomicInteger tcpMade = new AtomicInteger();

	private final SelectingEngine engine = SelectingEngine.create(this.loop, (forLoop) -> {
		assertThat(forLoop).isSameAs(this.loop);
		this.tcpMade.incrementAndGet();
		return this.tcp;
	});

	private final RouterJournal atRouter = new RouterJournal();

	private final DealerJournal atDealer = new DealerJournal();

	@AfterEach
	void closeLoop() {
		this.loop.close(Duration.ZERO);
		this.engine.close(Duration.ZERO);
	}

	@Test
	void inProcessEndpointsNeedNoTcp() {
		bind(this.inproc);
		connect(this.inproc, "me");
		settle();

		assertThat(this.atDealer.events()).containsExactly("connected");
		this.engine.close(Duration.ZERO);
		assertThat(this.tcpMade).hasValue(0);
		assertThat(this.tcp.closes).isEmpty();
	}

	@Test
	void endpointsOfTcpGoToOneEngineThatIsMadeOnce() {
		RouterSocket router = bind("tcp://127.0.0.1:0", "tcp://127.0.0.1:7");
		connect("tcp://127.0.0.1:7", "me");

		assertThat(this.tcpMade).hasValue(1);
		assertThat(this.tcp.routers).hasSize(1);
		assertThat(this.tcp.dealers).hasSize(1);
		assertThat(this.tcp.dealers.get(0).options.identity()).isEqualTo(ME);
		assertThat(router.endpoints()).containsExactly("tcp://127.0.0.1:4000", "tcp://127.0.0.1:7");
	}

	@Test
	void aDealersMessagesPassBothWays() {
		DealerSocket dealer = connect("tcp://127.0.0.1:7", "me");
		FakeDealer socket = this.tcp.dealers.get(0);
		socket.handler.onConnected();
		socket.handler.onMessage(message("in"));

		assertThat(dealer.send(message("out"))).isEqualTo(SendResult.FULL);
		assertThat(socket.sent).containsExactly(message("out"));
		socket.handler.onClosed("by the peer");
		assertThat(this.atDealer.events()).containsExactly("connected", "message [in]", "closed by the peer");
	}

	@Test
	void aRoutersMessagesPassBothWays() {
		RouterSocket router = bind("tcp://127.0.0.1:7");
		FakeRouter socket = this.tcp.routers.get(0);
		socket.receive("me", "in");
		socket.handler.onGone(ME);
		socket.handler.onDropped(TransportDrop.PROTOCOL_ERROR);

		assertThat(router.send(ME, message("out"))).isEqualTo(SendResult.ACCEPTED);
		assertThat(socket.sent).containsExactly("me: [out]");
		assertThat(this.atRouter.events()).containsExactly("me: [in]", "gone me", "dropped PROTOCOL_ERROR");
	}

	@Test
	void aBrokerBoundToBothKindsIsOneSocketWithEndpointsInTheirOrder() {
		RouterSocket router = bind("tcp://*:0", this.inproc, "tcp://127.0.0.1:7");

		assertThat(router.endpoints()).containsExactly("tcp://*:4000", this.inproc, "tcp://127.0.0.1:7");
		assertThat(this.tcp.routers).hasSize(1);
		assertThat(this.tcp.routers.get(0).options.limits()).isEqualTo(TransportLimits.DEFAULT);
	}

	@Test
	void aBrokerBoundToBothKindsHearsAndAnswersBoth() {
		RouterSocket router = bind(this.inproc, "tcp://127.0.0.1:7");
		FakeRouter socket = this.tcp.routers.get(0);
		connect(this.inproc, "near").send(message("from near"));
		settle();
		socket.receive("far", "from far");

		assertThat(this.atRouter.events()).containsExactly("near: [from near]", "far: [from far]");
		assertThat(router.send(Frame.of("near"), message("for near"))).isEqualTo(SendResult.ACCEPTED);
		assertThat(router.send(Frame.of("far"), message("for far"))).isEqualTo(SendResult.ACCEPTED);
		settle();
		assertThat(this.atDealer.events()).containsExactly("connected", "message [for near]");
		assertThat(socket.sent).containsExactly("far: [for far]");
	}

	@Test
	void eachSideReportsItsGonePeersOnce() {
		bind(this.inproc, "tcp://127.0.0.1:7");
		FakeRouter socket = this.tcp.routers.get(0);
		DealerSocket near = connect(this.inproc, "near");
		settle();
		near.close(Duration.ZERO);
		settle();
		socket.receive("far", "x");
		socket.handler.onGone(Frame.of("far"));
		socket.handler.onGone(Frame.of("never spoke"));
		socket.handler.onDropped(TransportDrop.PROTOCOL_ERROR);

		assertThat(this.atRouter.events()).containsExactly("gone near", "far: [x]", "gone far", "gone never spoke",
				"dropped PROTOCOL_ERROR");
	}

	@Test
	void aTcpPeerWithTheIdentityOfAnInProcessPeerIsShadowed() {
		RouterSocket router = bind(this.inproc, "tcp://127.0.0.1:7");
		FakeRouter socket = this.tcp.routers.get(0);
		DealerSocket incumbent = connect(this.inproc, "me");
		settle();
		socket.receive("me", "from the shadowed one");
		socket.receive("me", "from the shadowed one");
		incumbent.send(message("from the incumbent"));
		router.send(ME, message("for the incumbent"));
		settle();
		socket.handler.onGone(ME);

		assertThat(this.atRouter.events()).containsExactly("dropped IDENTITY_TAKEN", "me: [from the incumbent]");
		assertThat(this.atDealer.events()).containsExactly("connected", "message [for the incumbent]");
		assertThat(socket.sent).isEmpty();
	}

	@Test
	void aShadowedPeerStaysSoUntilItsOwnConnectionEnds() {
		RouterSocket router = bind(this.inproc, "tcp://127.0.0.1:7");
		FakeRouter socket = this.tcp.routers.get(0);
		DealerSocket incumbent = connect(this.inproc, "me");
		settle();
		socket.receive("me", "1");
		incumbent.close(Duration.ZERO);
		settle();
		socket.receive("me", "2");

		assertThat(router.send(ME, message("for nobody"))).isEqualTo(SendResult.GONE);
		assertThat(this.atRouter.events()).containsExactly("dropped IDENTITY_TAKEN", "gone me");

		socket.handler.onGone(ME);
		socket.receive("me", "3");
		assertThat(this.atRouter.events()).containsExactly("dropped IDENTITY_TAKEN", "gone me", "me: [3]");
		assertThat(router.send(ME, message("for the new one"))).isEqualTo(SendResult.ACCEPTED);
		assertThat(socket.sent).containsExactly("me: [for the new one]");
	}

	@Test
	void theEndOfATcpPeerThatNeverSpokeIsNotTakenForThatOfTheIncumbent() {
		RouterSocket router = bind(this.inproc, "tcp://127.0.0.1:7");
		connect(this.inproc, "me");
		settle();
		this.tcp.routers.get(0).handler.onGone(ME);

		assertThat(this.atRouter.events()).isEmpty();
		assertThat(router.send(ME, message("still there"))).isEqualTo(SendResult.ACCEPTED);
		settle();
		assertThat(this.atDealer.messages()).containsExactly(message("still there"));
	}

	@Test
	void anInProcessPeerWithTheIdentityOfATcpPeerIsRefused() {
		RouterSocket router = bind(this.inproc, "tcp://127.0.0.1:7");
		FakeRouter socket = this.tcp.routers.get(0);
		socket.receive("me", "from the incumbent");
		connect(this.inproc, "me").send(message("from the newcomer"));
		settle();

		assertThat(this.atDealer.events()).containsExactly("closed The identity me is in use at " + this.inproc);
		assertThat(this.atRouter.events()).containsExactly("me: [from the incumbent]", "dropped IDENTITY_TAKEN");
		router.send(ME, message("for the incumbent"));
		assertThat(socket.sent).containsExactly("me: [for the incumbent]");

		socket.handler.onGone(ME);
		DealerJournal next = new DealerJournal();
		this.engine.openDealer(dealerOptions(this.inproc, "me"), next);
		settle();
		assertThat(next.events()).containsExactly("connected");
	}

	@Test
	void ifTcpCannotBeBoundTheInProcessNameIsFree() {
		assertThatExceptionOfType(PigatoBindException.class)
			.isThrownBy(() -> bind(this.inproc, "tcp://127.0.0.1:7", "tcp://127.0.0.1:13"))
			.satisfies((ex) -> assertThat(ex.endpoint()).isEqualTo("tcp://127.0.0.1:13"));

		assertThat(this.engine.openSockets()).isZero();
		assertThatNoException().isThrownBy(() -> bind(this.inproc));
	}

	@Test
	void ifTheInProcessNameIsTakenTcpIsNotBound() {
		bind(this.inproc);

		assertThatExceptionOfType(PigatoBindException.class).isThrownBy(() -> bind("tcp://127.0.0.1:7", this.inproc))
			.satisfies((ex) -> assertThat(ex.endpoint()).isEqualTo(this.inproc));

		assertThat(this.tcp.routers).allMatch((router) -> !router.closes.isEmpty());
	}

	@Test
	void closingABrokerClosesBothKindsOnce() {
		RouterSocket router = bind(this.inproc, "tcp://127.0.0.1:7");
		FakeRouter socket = this.tcp.routers.get(0);
		connect(this.inproc, "near");
		settle();
		router.close(Duration.ofMillis(5));
		router.close(Duration.ofMillis(5));
		socket.receive("far", "late");
		socket.handler.onGone(Frame.of("far"));
		socket.handler.onFailed(new IllegalStateException("late"));
		settle();

		assertThat(socket.closes).containsExactly(Duration.ofMillis(5));
		assertThat(this.atDealer.events()).last().asString().startsWith("closed The broker at " + this.inproc);
		assertThat(this.atRouter.events()).isEmpty();
		assertThat(router.send(Frame.of("near"), message("x"))).isEqualTo(SendResult.GONE);
		assertThat(router.send(Frame.of("far"), message("x"))).isEqualTo(SendResult.GONE);
		assertThat(this.engine.openSockets()).isZero();
	}

	@Test
	void aFailureOfTcpEndsTheInProcessSideToo() {
		RouterSocket router = bind(this.inproc, "tcp://127.0.0.1:7");
		FakeRouter socket = this.tcp.routers.get(0);
		DealerSocket near = connect(this.inproc, "near");
		settle();
		near.send(message("never heard"));
		socket.handler.onFailed(new IllegalStateException("its thread has died"));
		socket.handler.onFailed(new IllegalStateException("its thread has died"));
		socket.receive("far", "late");
		settle();

		assertThat(this.atRouter.events()).containsExactly("failed its thread has died");
		assertThat(this.atDealer.events()).hasSize(2).last().asString().startsWith("closed ");
		assertThat(router.send(Frame.of("far"), message("x"))).isEqualTo(SendResult.GONE);
		router.close(Duration.ZERO);
		assertThat(socket.closes).hasSize(1);
	}

	@Test
	void ownersOfSocketsThatAreOpenWhenTheLoopClosesAreTold() {
		bind(this.inproc, "tcp://127.0.0.1:7");
		DealerSocket near = connect(this.inproc, "near");
		DealerJournal atFar = new DealerJournal();
		this.engine.openDealer(dealerOptions("tcp://127.0.0.1:9", "far"), atFar);
		settle();
		atFar.react((event) -> {
			throw new IllegalStateException("a handler, on purpose");
		});
		assertThat(this.engine.openSockets()).isEqualTo(3);

		this.loop.close(Duration.ZERO);

		assertThat(this.atRouter.events()).containsExactly("failed The loop was closed");
		assertThat(this.atDealer.events()).containsExactly("connected",
				"closed The connection to " + this.inproc + " has ended with its loop, which was closed");
		assertThat(atFar.events())
			.containsExactly("closed The connection to tcp://127.0.0.1:9 has ended with its loop, which was closed");
		assertThat(this.tcp.routers.get(0).closes).containsExactly(Duration.ZERO);
		assertThat(this.tcp.dealers.get(0).closes).containsExactly(Duration.ZERO);
		assertThat(this.engine.openSockets()).isZero();
		assertThat(near.send(message("late"))).isEqualTo(SendResult.GONE);
	}

	@Test
	void peersOnAnotherLoopLearnOfTheEndOfABrokersLoopAtOnce() {
		EventLoop brokerLoop = new EventLoop("broker", new ManualTicker());
		SelectingEngine brokerEngine = SelectingEngine.create(brokerLoop, (forLoop) -> this.tcp);
		brokerEngine.openRouter(routerOptions(this.inproc), this.atRouter);
		connect(this.inproc, "me");
		brokerLoop.turn();
		settle();

		brokerLoop.close(Duration.ZERO);
		settle();

		assertThat(this.atDealer.events()).containsExactly("connected",
				"closed The broker at " + this.inproc + " was closed");
	}

	@Test
	void aBrokerLearnsOfTheEndOfItsPeersLoopAtOnce() {
		EventLoop peerLoop = new EventLoop("peer", new ManualTicker());
		SelectingEngine peerEngine = SelectingEngine.create(peerLoop, (forLoop) -> this.tcp);
		bind(this.inproc);
		peerEngine.openDealer(dealerOptions(this.inproc, "me"), this.atDealer);
		settle();

		peerLoop.close(Duration.ZERO);
		settle();

		assertThat(this.atRouter.events()).containsExactly("gone me");
	}

	@Test
	void publisherGoesToTheEngineOfTcpAndItsOwnerIsToldOfTheEndOfTheLoop() {
		PublisherOptions options = new PublisherOptions(Endpoint.parse("tcp://127.0.0.1:7"), ME, 1);
		List<Throwable> failures = new ArrayList<>();
		PublisherSocket.Handler handler = new PublisherSocket.Handler() {

			@Override
			public void onSubscribed() {
			}

			@Override
			public void onFailed(Throwable cause) {
				failures.add(cause);
			}

		};
		PublisherSocket first = this.engine.openPublisher(options, handler);
		PublisherSocket second = this.engine.openPublisher(options, handler);
		first.publish(ME);
		first.close(Duration.ofMillis(5));
		first.close(Duration.ofMillis(6));
		assertThat(second.endpoint()).isEqualTo("tcp://127.0.0.1:7");
		this.loop.close(Duration.ZERO);
		assertThat(this.tcp.publishers.get(0).published()).containsExactly(ME);
		assertThat(this.tcp.publishers.get(0).closes()).containsExactly(Duration.ofMillis(5));
		assertThat(this.tcp.publishers.get(1).closes()).containsExactly(Duration.ZERO);
		assertThat(failures).singleElement().extracting(Throwable::getMessage).isEqualTo("The loop was closed");
		assertThat(this.engine.openSockets()).isZero();
	}

	@Test
	void socketsThatAreOverAreForgotten() {
		connect("tcp://127.0.0.1:7", "first");
		connect("tcp://127.0.0.1:7", "second").close(Duration.ofMillis(3));
		this.tcp.dealers.get(0).handler.onClosed("by the peer");
		bind("tcp://127.0.0.1:7").close(Duration.ofMillis(4));

		assertThat(this.engine.openSockets()).isZero();
		assertThat(this.tcp.dealers.get(1).closes).containsExactly(Duration.ofMillis(3));
		assertThat(this.tcp.routers.get(0).closes).containsExactly(Duration.ofMillis(4));
		this.loop.close(Duration.ZERO);
		assertThat(this.atRouter.events()).isEmpty();
		assertThat(this.atDealer.events()).containsExactly("closed by the peer");
	}

	@Test
	void aClosedEngineMakesNoTcpEngineAnyMore() {
		this.engine.close(Duration.ZERO);

		assertThatExceptionOfType(PigatoClosedException.class).isThrownBy(() -> connect("tcp://127.0.0.1:7", "me"));
		assertThat(this.tcpMade).hasValue(0);
	}

	@Test
	void closingTheEngineClosesTcpWithinTheLimit() {
		bind("tcp://127.0.0.1:7");

		assertThat(this.engine.close(Duration.ofMillis(77))).isTrue();
		assertThat(this.tcp.closes).containsExactly(Duration.ofMillis(77));
	}

	private RouterSocket bind(String... endpoints) {
		return this.engine.openRouter(routerOptions(endpoints), this.atRouter);
	}

	private DealerSocket connect(String endpoint, String identity) {
		return this.engine.openDealer(dealerOptions(endpoint, identity), this.atDealer);
	}

	private static RouterOptions routerOptions(String... endpoints) {
		List<Endpoint> binds = Stream.of(endpoints).map(Endpoint::parse).toList();
		return new RouterOptions(binds, TransportLimits.DEFAULT);
	}

	private static DealerOptions dealerOptions(String endpoint, String identity) {
		return new DealerOptions(Endpoint.parse(endpoint), Frame.of(identity), 1, TransportLimits.DEFAULT);
	}

	private static Message message(String text) {
		return Message.of(Frame.of(text));
	}

	private void settle() {
		for (int i = 0; i < 5; i++) {
			this.loop.turn();
		}
	}

}
