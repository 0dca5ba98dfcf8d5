package io.pigato.internal.transport.inprocess;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.pigato.PigatoBindException;
import io.pigato.internal.Frame;
import io.pigato.internal.ManualTicker;
import io.pigato.internal.Message;
import io.pigato.internal.transport.DealerJournal;
import io.pigato.internal.transport.DealerOptions;
import io.pigato.internal.transport.DealerSocket;
import io.pigato.internal.transport.Endpoint;
import io.pigato.internal.transport.EventLoop;
import io.pigato.internal.transport.RouterJournal;
import io.pigato.internal.transport.RouterOptions;
import io.pigato.internal.transport.RouterSocket;
import io.pigato.internal.transport.SendResult;
import io.pigato.internal.transport.TransportLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Two loops turned by hand, and the same with both ends on one loop. */
@ParameterizedClass(name = "on one loop: {0}")
@ValueSource(booleans = { false, true })
class InProcessTests {

	private static final TransportLimits SMALL = new TransportLimits(10, 3, 4);

	@Parameter
	boolean onOneLoop;

	private final InProcessRegistry registry = new InProcessRegistry();

	private final EventLoop routerLoop = new EventLoop("router", new ManualTicker());

	private final RouterJournal atRouter = new RouterJournal();

	private final DealerJournal atDealer = new DealerJournal();

	private final List<EventLoop> loops = new ArrayList<>();

	private EventLoop dealerLoop;

	private InProcessEngine routerEngine;

	private InProcessEngine dealerEngine;

	@BeforeEach
	void openEngines() {
		this.dealerLoop = (this.onOneLoop) ? this.routerLoop : new EventLoop("dealer", new ManualTicker());
		this.routerEngine = new InProcessEngine(this.routerLoop, this.registry);
		this.dealerEngine = new InProcessEngine(this.dealerLoop, this.registry);
		this.loops.add(this.routerLoop);
		if (!this.onOneLoop) {
			this.loops.add(this.dealerLoop);
		}
	}

	@AfterEach
	void closeLoops() {
		this.loops.forEach((loop) -> loop.close(Duration.ZERO));
	}

	@Test
	void messagesGoBothWaysByReferenceAndInOrder() {
		RouterSocket router = bind("broker");
		DealerSocket dealer = connect("broker", "me");
		Message first = message("first");
		Message second = message("second");
		assertThat(dealer.send(first)).isEqualTo(SendResult.ACCEPTED);
		assertThat(dealer.send(second)).isEqualTo(SendResult.ACCEPTED);
		settle();

		assertThat(this.atRouter.events()).containsExactly("me: [first]", "me: [second]");
		assertThat(this.atRouter.messages().get(0)).isSameAs(first);

		assertThat(router.send(Frame.of("me"), second)).isEqualTo(SendResult.ACCEPTED);
		assertThat(router.send(Frame.of("me"), first)).isEqualTo(SendResult.ACCEPTED);
		settle();

		assertThat(this.atDealer.events()).containsExactly("connected", "message [second]", "message [first]");
		assertThat(this.atDealer.messages().get(0)).isSameAs(second);
	}

	@Test
	void messagesThatWaitForAPeerAreBoundedByWhatTheyTake() {
		long each = message("123456789").memoryBytes();
		RouterSocket router = bind("bounded", new TransportLimits(10, 3, 100, each + 1));
		connect("bounded", "me");
		settle();
		assertThat(router.send(Frame.of("me"), message("123456789"))).isEqualTo(SendResult.ACCEPTED);
		assertThat(router.send(Frame.of("me"), message("0"))).isEqualTo(SendResult.ACCEPTED);
		assertThat(router.send(Frame.of("me"), message("x"))).isEqualTo(SendResult.FULL);
		settle();
		assertThat(router.send(Frame.of("me"), message("x"))).isEqualTo(SendResult.ACCEPTED);
	}

	@Test
	void smallMessagesThatWaitForAPeerCountAsWhatTheyTake() {
		RouterSocket router = bind("small", new TransportLimits(10, 3, 100_000, 100_000));
		connect("small", "me");
		settle();
		int count = 0;
		while (router.send(Frame.of("me"), message("x")) == SendResult.ACCEPTED) {
			count++;
		}
		assertThat(count).as("of at least 100 bytes each").isBetween(100, 1000);
		settle();
		assertThat(router.send(Frame.of("me"), message("x"))).isEqualTo(SendResult.ACCEPTED);
	}

	@Test
	void peerThatIsCutOffGetsNothingOfWhatWaitsAndIsToldAtOnce() {
		RouterSocket router = bind("broker");
		DealerSocket dealer = connect("broker", "me");
		settle();
		router.send(Frame.of("me"), message("lost"));
		dealer.send(message("lost"));
		router.disconnect(Frame.of("me"));
		router.disconnect(Frame.of("nobody"));
		assertThat(router.send(Frame.of("me"), message("lost"))).isEqualTo(SendResult.GONE);
		settle();
		assertThat(this.atRouter.events()).isEmpty();
		assertThat(this.atDealer.events()).hasSize(2).startsWith("connected").last().asString().contains("cut");
		connect("broker", "me");
		settle();
		assertThat(router.send(Frame.of("me"), message("new"))).isEqualTo(SendResult.ACCEPTED);
	}

	@Test
	void nothingIsToldFromWithinACall() {
		bind("broker");
		DealerSocket dealer = connect("broker", "me");
		dealer.send(message("hello"));

		assertThat(this.atDealer.events()).isEmpty();
		assertThat(this.atRouter.events()).isEmpty();
		settle();
		assertThat(this.atDealer.events()).containsExactly("connected");
		assertThat(this.atRouter.events()).containsExactly("me: [hello]");
	}

	@Test
	void aConnectionToANameThatNobodyHasBoundIsClosedLater() {
		DealerSocket dealer = connect("nobody", "me");

		assertThat(this.atDealer.events()).isEmpty();
		assertThat(dealer.send(message("hello"))).isEqualTo(SendResult.GONE);
		settle();

		assertThat(this.atDealer.events())
			.containsExactly("closed Cannot connect: no broker is bound to inproc://nobody in this JVM");
		assertThat(dealer.send(message("hello"))).isEqualTo(SendResult.GONE);
		dealer.close(Duration.ZERO);
		settle();
		assertThat(this.atDealer.events()).hasSize(1);
	}

	@Test
	void theRouterSendsToWhoIsConnectedOnly() {
		RouterSocket router = bind("broker");
		connect("broker", "me");

		assertThat(router.send(Frame.of("stranger"), message("x"))).isEqualTo(SendResult.GONE);
		settle();
		assertThat(router.send(Frame.of("me"), message("x"))).isEqualTo(SendResult.ACCEPTED);
		assertThat(router.send(Frame.of("stranger"), message("x"))).isEqualTo(SendResult.GONE);
	}

	@Test
	void theQueueToTheRouterIsBounded() {
		bind("broker", SMALL);
		DealerSocket dealer = connect("broker", "me");

		assertThat(sendUntilRefused(() -> dealer.send(message("x")))).isEqualTo(4);
		settle();
		assertThat(this.atRouter.messages()).hasSize(4);

		assertThat(sendUntilRefused(() -> dealer.send(message("y")))).isEqualTo(4);
		settle();
		assertThat(this.atRouter.messages()).hasSize(8);
	}

	@Test
	void theQueueToTheDealerIsBoundedByTheSmallerOfBothLimits() {
		RouterSocket router = bind("broker");
		connect("broker", "me", SMALL);
		settle();

		assertThat(sendUntilRefused(() -> router.send(Frame.of("me"), message("x")))).isEqualTo(4);
		settle();
		assertThat(this.atDealer.messages()).hasSize(4);
		assertThat(router.send(Frame.of("me"), message("y"))).isEqualTo(SendResult.ACCEPTED);
	}

	@Test
	void aFullQueueOfOnePeerDoesNotTouchAnother() {
		RouterSocket router = bind("broker", SMALL);
		connect("broker", "slow");
		settle();
		sendUntilRefused(() -> router.send(Frame.of("slow"), message("x")));
		DealerJournal other = new DealerJournal();
		this.dealerEngine.openDealer(dealerOptions("broker", "other", TransportLimits.DEFAULT), other);
		this.routerLoop.turn();

		assertThat(router.send(Frame.of("other"), message("y"))).isEqualTo(SendResult.ACCEPTED);
		settle();
		assertThat(other.messages()).hasSize(1);
	}

	@Test
	void whatBreaksTheRoutersLimitsIsDroppedAndToldTo() {
		bind("broker", SMALL);
		DealerSocket dealer = connect("broker", "me");
		dealer.send(message("x".repeat(11)));
		dealer.send(message("x".repeat(6), "x".repeat(5)));
		dealer.send(message("1", "2", "3", "4"));
		settle();
		dealer.send(Message.of());
		dealer.send(message("x".repeat(5), "x".repeat(5), ""));
		settle();

		assertThat(this.atRouter.events()).containsExactly("dropped FRAME_TOO_LARGE", "dropped MESSAGE_TOO_LARGE",
				"dropped MESSAGE_TOO_LARGE", "dropped EMPTY_MESSAGE", "me: [xxxxx | xxxxx | ]");
	}

	@Test
	void whatBreaksTheDealersLimitsIsDropped() {
		RouterSocket router = bind("broker");
		connect("broker", "me", SMALL);
		settle();
		router.send(Frame.of("me"), message("x".repeat(11)));
		router.send(Frame.of("me"), message("fits"));
		settle();

		assertThat(this.atDealer.events()).containsExactly("connected", "message [fits]");
	}

	@Test
	void peersWithMuchInputTakeTurns() {
		bind("broker");
		DealerSocket first = connect("broker", "first");
		DealerSocket second = connect("broker", "second");
		for (int i = 0; i < 2000; i++) {
			first.send(message("x"));
			second.send(message("x"));
		}
		this.routerLoop.turn();

		assertThat(this.atRouter.events()).contains("first: [x]", "second: [x]").hasSizeLessThan(2000);
	}

	@Test
	void aDealerThatClosesIsReportedGoneOnceAfterWhatItSent() {
		bind("broker");
		DealerSocket dealer = connect("broker", "me");
		dealer.send(message("last words"));
		dealer.close(Duration.ZERO);
		dealer.close(Duration.ZERO);
		settle();

		assertThat(this.atRouter.events()).containsExactly("me: [last words]", "gone me");
		assertThat(this.atDealer.events()).isEmpty();
		assertThat(dealer.send(message("late"))).isEqualTo(SendResult.GONE);
	}

	@Test
	void aPeerThatNeverSentAMessageIsReportedGoneToo() {
		bind("broker");
		DealerSocket dealer = connect("broker", "me");
		settle();
		dealer.close(Duration.ZERO);
		settle();

		assertThat(this.atRouter.events()).containsExactly("gone me");
	}

	@Test
	void whatADealerSentInManyBatchesArrivesBeforeItIsGone() {
		bind("broker");
		DealerSocket dealer = connect("broker", "me");
		for (int i = 0; i < 2000; i++) {
			dealer.send(message("x"));
		}
		dealer.close(Duration.ZERO);
		settle();

		assertThat(this.atRouter.messages()).hasSize(2000);
		assertThat(this.atRouter.events()).last().isEqualTo("gone me");
	}

	@Test
	void aRouterThatClosesClosesItsDealersAfterWhatItSent() {
		RouterSocket router = bind("broker");
		DealerSocket dealer = connect("broker", "me");
		settle();
		router.send(Frame.of("me"), message("last words"));
		dealer.send(message("never heard"));
		router.close(Duration.ZERO);
		router.close(Duration.ZERO);

		assertThat(router.send(Frame.of("me"), message("late"))).isEqualTo(SendResult.GONE);
		assertThat(dealer.send(message("late"))).isEqualTo(SendResult.GONE);
		settle();
		assertThat(this.atDealer.events()).containsExactly("connected", "message [last words]",
				"closed The broker at inproc://broker was closed");
		assertThat(this.atRouter.events()).isEmpty();
	}

	@Test
	void aDealerThatCameTooLateForARouterIsClosed() {
		RouterSocket router = bind("broker");
		connect("broker", "me");
		router.close(Duration.ZERO);
		settle();

		assertThat(this.atDealer.events()).containsExactly("closed The broker at inproc://broker was closed");
		assertThat(this.atRouter.events()).isEmpty();
	}

	@Test
	void anIdentityInUseIsRefusedAndTheIncumbentStays() {
		RouterSocket router = bind("broker");
		DealerSocket incumbent = connect("broker", "me");
		settle();
		DealerJournal newcomer = new DealerJournal();
		DealerSocket second = this.dealerEngine.openDealer(dealerOptions("broker", "me", TransportLimits.DEFAULT),
				newcomer);
		second.send(message("from the newcomer"));
		settle();

		assertThat(newcomer.events()).containsExactly("closed The identity me is in use at inproc://broker");
		assertThat(second.send(message("late"))).isEqualTo(SendResult.GONE);
		assertThat(this.atRouter.events()).containsExactly("dropped IDENTITY_TAKEN");
		incumbent.send(message("from the incumbent"));
		assertThat(router.send(Frame.of("me"), message("for the incumbent"))).isEqualTo(SendResult.ACCEPTED);
		second.close(Duration.ZERO);
		settle();
		assertThat(this.atRouter.events()).containsExactly("dropped IDENTITY_TAKEN", "me: [from the incumbent]");
		assertThat(this.atDealer.messages()).hasSize(1);
	}

	@Test
	void anIdentityIsFreeAgainOnceItsPeerIsGone() {
		bind("broker");
		connect("broker", "me").close(Duration.ZERO);
		settle();
		connect("broker", "me").send(message("again"));
		settle();

		assertThat(this.atRouter.events()).containsExactly("gone me", "me: [again]");
	}

	@Test
	void anIdentityThatIsNotAdmittedIsRefused() {
		this.routerEngine.openRouter(routerOptions(TransportLimits.DEFAULT, "broker"), this.atRouter,
				(identity) -> !identity.equals(Frame.of("me")));
		connect("broker", "me");
		settle();

		assertThat(this.atDealer.events()).containsExactly("closed The identity me is in use at inproc://broker");
		assertThat(this.atRouter.events()).containsExactly("dropped IDENTITY_TAKEN");
	}

	@Test
	void aTakenNameCannotBeBoundAndNothingStaysBound() {
		bind("taken");

		assertThatExceptionOfType(PigatoBindException.class)
			.isThrownBy(() -> this.routerEngine
				.openRouter(routerOptions(TransportLimits.DEFAULT, "free", "taken", "other"), new RouterJournal()))
			.withMessageContaining("inproc://taken")
			.satisfies((ex) -> assertThat(ex.endpoint()).isEqualTo("inproc://taken"));

		assertThat(this.registry.find("free")).isNull();
		assertThat(this.registry.find("other")).isNull();
		assertThat(this.registry.find("taken")).isNotNull();
	}

	@Test
	void aNameIsFreeAtOnceWhenItsRouterCloses() {
		RouterSocket old = bind("broker");
		connect("broker", "me");
		settle();
		old.close(Duration.ZERO);
		bind("broker");
		DealerJournal next = new DealerJournal();
		this.dealerEngine.openDealer(dealerOptions("broker", "next", TransportLimits.DEFAULT), next);
		old.close(Duration.ZERO);
		settle();

		assertThat(next.events()).containsExactly("connected");
		assertThat(this.atDealer.events()).hasSize(2).last().asString().startsWith("closed ");
		assertThat(this.registry.find("broker")).isNotNull();
	}

	@Test
	void aRouterMayHaveSeveralNames() {
		RouterSocket router = this.routerEngine.openRouter(routerOptions(TransportLimits.DEFAULT, "one", "two"),
				this.atRouter);
		connect("one", "first").send(message("a"));
		connect("two", "second").send(message("b"));
		settle();

		assertThat(router.endpoints()).containsExactly("inproc://one", "inproc://two");
		assertThat(this.atRouter.events()).containsExactlyInAnyOrder("first: [a]", "second: [b]");
		router.close(Duration.ZERO);
		assertThat(this.registry.isEmpty()).isTrue();
	}

	@Test
	void anEndpointOfTcpIsRefused() {
		RouterOptions options = new RouterOptions(List.of(Endpoint.parse("tcp://127.0.0.1:0")),
				TransportLimits.DEFAULT);

		assertThatIllegalArgumentException().isThrownBy(() -> this.routerEngine.openRouter(options, this.atRouter));
	}

	@Test
	void aHandlerThatThrowsLosesItsMessageOnly() {
		RouterSocket router = bind("broker");
		this.atRouter.react((event) -> {
			throw new IllegalStateException("a router's handler, on purpose");
		});
		this.atDealer.react((event) -> {
			throw new StackOverflowError("a dealer's handler, on purpose");
		});
		DealerSocket dealer = connect("broker", "me");
		dealer.send(message("1"));
		dealer.send(message("2"));
		settle();
		router.send(Frame.of("me"), message("3"));
		router.send(Frame.of("me"), message("4"));
		dealer.send(Message.of());
		settle();
		dealer.close(Duration.ZERO);
		settle();
		connect("broker", "another");
		settle();
		router.close(Duration.ZERO);
		settle();

		assertThat(this.atRouter.events()).containsExactly("me: [1]", "me: [2]", "dropped EMPTY_MESSAGE", "gone me");
		assertThat(this.atDealer.events()).containsExactly("connected", "message [3]", "message [4]", "connected",
				"closed The broker at inproc://broker was closed");
	}

	@Test
	void aDealerThatClosesItselfInItsHandlerHearsNoMore() {
		RouterSocket router = bind("broker");
		AtomicReference<DealerSocket> dealer = new AtomicReference<>();
		this.atDealer.react((event) -> {
			if (event.startsWith("message")) {
				dealer.get().close(Duration.ZERO);
			}
		});
		dealer.set(connect("broker", "me"));
		settle();
		router.send(Frame.of("me"), message("1"));
		router.send(Frame.of("me"), message("2"));
		router.close(Duration.ZERO);
		settle();

		assertThat(this.atDealer.events()).containsExactly("connected", "message [1]");
	}

	@Test
	void aDealerThatClosesItselfWhenConnectedHearsNoMore() {
		bind("broker").send(Frame.of("me"), message("x"));
		AtomicReference<DealerSocket> dealer = new AtomicReference<>();
		this.atDealer.react((event) -> dealer.get().close(Duration.ZERO));
		dealer.set(connect("broker", "me"));
		settle();

		assertThat(this.atDealer.events()).containsExactly("connected");
		assertThat(this.atRouter.events()).containsExactly("gone me");
	}

	@Test
	void aRouterThatClosesItselfInItsHandlerHearsNoMore() {
		RouterSocket router = bind("broker");
		this.atRouter.react((event) -> router.close(Duration.ZERO));
		DealerSocket dealer = connect("broker", "me");
		dealer.send(message("1"));
		dealer.send(message("2"));
		connect("broker", "second").send(message("3"));
		settle();

		assertThat(this.atRouter.events()).hasSize(1);
	}

	@Test
	void aRouterThatAnswersInItsHandlerIsHeard() {
		RouterSocket router = bind("broker");
		this.atRouter.react((event) -> router.send(Frame.of("me"), message("pong")));
		DealerSocket dealer = connect("broker", "me");
		dealer.send(message("ping"));
		settle();

		assertThat(this.atDealer.events()).containsExactly("connected", "message [pong]");
	}

	@Test
	void whenBothSidesAreClosedNothingIsLeft() {
		RouterSocket router = bind("broker");
		DealerSocket dealer = connect("broker", "me");
		settle();
		InProcessLink link = ((InProcessDealer) dealer).link();
		for (int i = 0; i < 100; i++) {
			dealer.send(message("x"));
			router.send(Frame.of("me"), message("y"));
		}
		dealer.close(Duration.ZERO);
		router.close(Duration.ZERO);
		settle();

		assertThat(this.registry.isEmpty()).isTrue();
		assertThat(((InProcessRouter) router).peerCount()).isZero();
		assertThat(link.toRouter().waiting()).isZero();
		assertThat(link.toDealer().waiting()).isZero();
	}

	@Test
	void closingTheEngineFreesItsNamesOnly() {
		bind("broker");
		InProcessEngine stranger = new InProcessEngine(new EventLoop("stranger", new ManualTicker()), this.registry);

		assertThat(stranger.close(Duration.ZERO)).isTrue();
		assertThat(this.registry.isEmpty()).isFalse();
		assertThat(this.routerEngine.close(Duration.ZERO)).isTrue();
		assertThat(this.registry.isEmpty()).isTrue();
	}

	private void settle() {
		for (int i = 0; i < 30; i++) {
			this.loops.forEach(EventLoop::turn);
		}
	}

	private RouterSocket bind(String name) {
		return bind(name, TransportLimits.DEFAULT);
	}

	private RouterSocket bind(String name, TransportLimits limits) {
		return this.routerEngine.openRouter(routerOptions(limits, name), this.atRouter);
	}

	private DealerSocket connect(String name, String identity) {
		return connect(name, identity, TransportLimits.DEFAULT);
	}

	private DealerSocket connect(String name, String identity, TransportLimits limits) {
		return this.dealerEngine.openDealer(dealerOptions(name, identity, limits), this.atDealer);
	}

	private static RouterOptions routerOptions(TransportLimits limits, String... names) {
		return new RouterOptions(List.of(names).stream().map((name) -> Endpoint.parse("inproc://" + name)).toList(),
				limits);
	}

	private static DealerOptions dealerOptions(String name, String identity, TransportLimits limits) {
		return new DealerOptions(Endpoint.parse("inproc://" + name), Frame.of(identity), 1, limits);
	}

	private static Message message(String... frames) {
		return Message.of(List.of(frames).stream().map(Frame::of).toArray(Frame[]::new));
	}

	private static int sendUntilRefused(Supplier<SendResult> sending) {
		int accepted = 0;
		while (accepted < 100_000) {
			SendResult result = sending.get();
			if (result != SendResult.ACCEPTED) {
				assertThat(result).isEqualTo(SendResult.FULL);
				return accepted;
			}
			accepted++;
		}
		throw new AssertionError("There is no bound");
	}

}
