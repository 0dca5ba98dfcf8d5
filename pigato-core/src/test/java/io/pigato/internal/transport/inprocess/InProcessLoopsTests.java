package io.pigato.internal.transport.inprocess;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.Ticker;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Loops on threads of their own, and loops that end. */
class InProcessLoopsTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private static final Endpoint ENDPOINT = Endpoint.parse("inproc://broker");

	private final InProcessRegistry registry = new InProcessRegistry();

	private final List<EventLoop> loops = new ArrayList<>();

	private final EventLoop routerLoop = loop("router");

	private final EventLoop dealerLoop = loop("dealer");

	private final RouterJournal atRouter = new RouterJournal();

	private final DealerJournal atDealer = new DealerJournal();

	@AfterEach
	void closeLoops() {
		this.loops.forEach((loop) -> assertThat(loop.close(LONG)).isTrue());
	}

	@ParameterizedTest
	@CsvSource({ "1, 500", "7, 3000", "100000, 50000" })
	void nothingIsLostOrReorderedWhateverTheBound(int bound, int count) throws Exception {
		TransportLimits limits = new TransportLimits(100, 3, bound);
		Echo echo = new Echo(this.routerLoop);
		this.loops.forEach(EventLoop::start);
		RouterSocket router = ask(this.routerLoop, () -> open(this.routerLoop, limits, echo));
		echo.socket = router;

		List<Pump> pumps = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			Pump pump = new Pump((i == 0) ? this.routerLoop : this.dealerLoop, count);
			DealerOptions options = new DealerOptions(ENDPOINT, Frame.of("pump-" + i), 1, limits);
			ask(pump.loop, () -> pump.socket = engine(pump.loop).openDealer(options, pump));
			pump.loop.execute(pump::run);
			pumps.add(pump);
		}

		for (Pump pump : pumps) {
			assertThat(pump.done.get(100, TimeUnit.SECONDS)).isEqualTo(count);
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3 })
	void everyPeerIsReportedGoneOnceHoweverTheyComeAndGo(long seed) throws Exception {
		EventLoop otherLoop = loop("other");
		this.loops.forEach(EventLoop::start);
		RouterSocket router = ask(this.routerLoop, () -> open(this.routerLoop, TransportLimits.DEFAULT, this.atRouter));
		this.atRouter.react((event) -> {
			if (!event.startsWith("gone")) {
				router.send(Frame.of(event.substring(0, event.indexOf(':'))), Message.of(Frame.of("echo")));
			}
		});
		Random random = new Random(seed);
		List<InProcessLink> links = new ArrayList<>();
		int peers = 500;
		for (int i = 0; i < peers; i++) {
			EventLoop loop = (random.nextBoolean()) ? this.dealerLoop : otherLoop;
			links.add(comeAndGo(loop, Frame.of("peer-" + i), random.nextInt(5)));
		}

		await().atMost(LONG).until(() -> goneEvents().size() == peers);
		assertThat(goneEvents()).doesNotHaveDuplicates();
		ask(this.routerLoop, () -> {
			router.close(Duration.ZERO);
			return true;
		});
		assertThat(this.registry.isEmpty()).isTrue();
		assertThat(links).allMatch((link) -> link.toRouter().waiting() == 0 && link.toDealer().waiting() == 0);
	}

	@Test
	void aBurstCostsTheReceiversLoopOneCommand() throws Exception {
		ExecutorService routerThread = Executors.newSingleThreadExecutor();
		try {
			open(this.routerLoop, TransportLimits.DEFAULT, this.atRouter);
			DealerSocket dealer = connect();
			routerThread.submit(() -> turn(this.routerLoop)).get(30, TimeUnit.SECONDS);
			assertThat(this.routerLoop.inLoop()).isFalse();
			AtomicInteger commands = new AtomicInteger();
			for (int i = 0; i < 3000; i++) {
				dealer.send(Message.of(Frame.of("x")));
			}
			this.routerLoop.execute(commands::incrementAndGet);

			// A turn runs 1024 commands at most: the one above is among them.
			routerThread.submit(this.routerLoop::turn).get(30, TimeUnit.SECONDS);

			assertThat(commands).hasValue(1);
			assertThat(this.atRouter.messages()).hasSizeBetween(1, 1024);
			routerThread.submit(() -> IntStream.range(0, 30).forEach((i) -> this.routerLoop.turn()))
				.get(30, TimeUnit.SECONDS);
			assertThat(this.atRouter.messages()).hasSize(3000);
		}
		finally {
			routerThread.shutdown();
		}
	}

	@Test
	void aBrokerWhoseLoopIsClosedCountsAsNotBound() {
		open(this.routerLoop, TransportLimits.DEFAULT, this.atRouter);
		this.routerLoop.close(Duration.ZERO);

		connect();
		turn(this.dealerLoop);

		assertThat(this.atDealer.events())
			.containsExactly("closed Cannot connect: no broker is bound to inproc://broker in this JVM");
	}

	@Test
	void whenTheLoopOfTheDealerHasEndedTheRouterLearnsItBySending() {
		RouterSocket router = open(this.routerLoop, TransportLimits.DEFAULT, this.atRouter);
		DealerSocket dealer = connect();
		turn(this.routerLoop);
		dealer.send(Message.of(Frame.of("last words")));
		this.dealerLoop.close(Duration.ZERO);

		assertThat(router.send(Frame.of("me"), Message.of(Frame.of("x")))).isEqualTo(SendResult.GONE);
		assertThat(this.atRouter.events()).isEmpty();
		turn(this.routerLoop);

		assertThat(this.atRouter.events()).containsExactly("me: [last words]", "gone me");
	}

	@Test
	void whenTheLoopOfTheRouterHasEndedTheDealerLearnsItBySending() {
		RouterSocket router = open(this.routerLoop, TransportLimits.DEFAULT, this.atRouter);
		DealerSocket dealer = connect();
		turn(this.routerLoop);
		router.send(Frame.of("me"), Message.of(Frame.of("last words")));
		this.routerLoop.close(Duration.ZERO);

		assertThat(dealer.send(Message.of(Frame.of("x")))).isEqualTo(SendResult.GONE);
		assertThat(this.atDealer.events()).isEmpty();
		turn(this.dealerLoop);

		assertThat(this.atDealer.events()).containsExactly("connected", "message [last words]",
				"closed The broker at inproc://broker has gone");
	}

	private InProcessLink comeAndGo(EventLoop loop, Frame identity, int messages) throws Exception {
		DealerOptions options = new DealerOptions(ENDPOINT, identity, 1, TransportLimits.DEFAULT);
		return ask(loop, () -> {
			DealerSocket dealer = engine(loop).openDealer(options, new DealerJournal());
			for (int i = 0; i < messages; i++) {
				dealer.send(Message.of(Frame.of("hello")));
			}
			loop.execute(() -> dealer.close(Duration.ZERO));
			return ((InProcessDealer) dealer).link();
		});
	}

	private List<String> goneEvents() {
		return this.atRouter.events().stream().filter((event) -> event.startsWith("gone ")).toList();
	}

	private EventLoop loop(String name) {
		EventLoop loop = new EventLoop(name, Ticker.system());
		this.loops.add(loop);
		return loop;
	}

	private InProcessEngine engine(EventLoop loop) {
		return new InProcessEngine(loop, this.registry);
	}

	private RouterSocket open(EventLoop loop, TransportLimits limits, RouterSocket.Handler handler) {
		return engine(loop).openRouter(new RouterOptions(List.of(ENDPOINT), limits), handler);
	}

	private DealerSocket connect() {
		DealerOptions options = new DealerOptions(ENDPOINT, Frame.of("me"), 1, TransportLimits.DEFAULT);
		return engine(this.dealerLoop).openDealer(options, this.atDealer);
	}

	private static void turn(EventLoop loop) {
		IntStream.range(0, 5).forEach((i) -> loop.turn());
	}

	private static void nextTurn(EventLoop loop, Runnable action) {
		loop.atTurnEnd(() -> loop.execute(action));
	}

	private static <T> T ask(EventLoop loop, Supplier<T> question) throws Exception {
		CompletableFuture<T> answer = new CompletableFuture<>();
		loop.execute(() -> {
			try {
				answer.complete(question.get());
			}
			catch (Throwable ex) {
				answer.completeExceptionally(ex);
			}
		});
		return answer.get(30, TimeUnit.SECONDS);
	}

	/** Sends back what comes, and keeps what is refused until there is room. */
	private static final class Echo implements RouterSocket.Handler {

		private final EventLoop loop;

		private final Map<Frame, Queue<Message>> waiting = new HashMap<>();

		private volatile RouterSocket socket;

		Echo(EventLoop loop) {
			this.loop = loop;
		}

		@Override
		public void onMessage(Frame peer, Message message) {
			Queue<Message> queue = this.waiting.computeIfAbsent(peer, (key) -> new ArrayDeque<>());
			queue.add(message);
			if (queue.size() == 1) {
				flush(peer, queue);
			}
		}

		private void flush(Frame peer, Queue<Message> queue) {
			while (!queue.isEmpty()) {
				if (this.socket.send(peer, queue.element()) == SendResult.FULL) {
					nextTurn(this.loop, () -> flush(peer, queue));
					return;
				}
				queue.remove();
			}
		}

		@Override
		public void onGone(Frame peer) {
		}

		@Override
		public void onFailed(Throwable cause) {
		}

	}

	/** Sends numbers, and checks that they come back in order. */
	private static final class Pump implements DealerSocket.Handler {

		private final EventLoop loop;

		private final int count;

		private final CompletableFuture<Integer> done = new CompletableFuture<>();

		private final AtomicInteger received = new AtomicInteger();

		private volatile DealerSocket socket;

		private int next;

		Pump(EventLoop loop, int count) {
			this.loop = loop;
			this.count = count;
		}

		void run() {
			while (this.next < this.count) {
				if (this.socket.send(Message.of(Frame.of(String.valueOf(this.next)))) == SendResult.FULL) {
					nextTurn(this.loop, this::run);
					return;
				}
				this.next++;
			}
		}

		@Override
		public void onMessage(Message message) {
			int number = Integer.parseInt(message.frame(0).text());
			if (number != this.received.getAndIncrement()) {
				this.done
					.completeExceptionally(new AssertionError(number + " came after " + (this.received.get() - 2)));
			}
			else if (number == this.count - 1) {
				this.done.complete(this.count);
			}
		}

		@Override
		public void onClosed(String reason) {
			this.done.completeExceptionally(new AssertionError(reason));
		}

	}

}
