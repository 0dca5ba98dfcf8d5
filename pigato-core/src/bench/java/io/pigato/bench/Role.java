package io.pigato.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.pigato.internal.Deadline;
import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.transport.DealerOptions;
import io.pigato.internal.transport.DealerSocket;
import io.pigato.internal.transport.Endpoint;
import io.pigato.internal.transport.RouterOptions;
import io.pigato.internal.transport.RouterSocket;
import io.pigato.internal.transport.TransportLimits;
import io.pigato.transport.PigatoLoop;
import io.pigato.transport.Transport;

/**
 * One end of a bare forwarder with PIGATO's frames: no broker, no protocol, only what the
 * transport costs.
 */
final class Role {

	static final Frame WORKER = Frame.of("worker");

	private static final Frame REQUEST = Frame.of("2");

	private static final Frame REPLY = Frame.of("3");

	private static final Frame TAG_C = Frame.of("C");

	private static final Frame TAG_W = Frame.of("W");

	private static final Frame OPTIONS = Frame.of("{}");

	private final PigatoLoop loop;

	private final Transport transport;

	Role(PigatoLoop loop, Transport transport) {
		this.loop = loop;
		this.transport = transport;
	}

	/** A ROUTER that hands requests to the worker and replies to the client. */
	String forward() {
		return onLoop(() -> {
			Forwarder forwarder = new Forwarder();
			forwarder.router = this.loop.engine(this.transport)
				.openRouter(new RouterOptions(List.of(Endpoint.parse("tcp://127.0.0.1:0")), TransportLimits.DEFAULT),
						forwarder);
			return forwarder.router.endpoints().get(0);
		});
	}

	/** A DEALER that answers each request with its payload; known when this returns. */
	void work(String endpoint) {
		Worker worker = new Worker();
		onLoop(() -> {
			worker.socket = open(endpoint, WORKER, worker);
			return worker.socket.send(Message.of(TAG_W, Frame.of("1")));
		});
		worker.known.join();
	}

	/** DEALERs that send a heartbeat every 2.5 s each, spread over that time. */
	void idle(String endpoint, int count) throws Exception {
		AtomicInteger up = new AtomicInteger();
		for (int i = 0; i < count; i++) {
			Idler idler = new Idler(this.loop, up);
			int number = i;
			onLoop(() -> {
				idler.socket = open(endpoint, Frame.of("idle-" + number), idler);
				idler.schedule(1 + number % 2500);
				return true;
			});
			long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
			while (up.get() < i - 50 && System.nanoTime() < end) {
				Thread.onSpinWait();
			}
		}
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
		while (up.get() < count && System.nanoTime() < end) {
			Thread.yield();
		}
		if (up.get() < count) {
			throw new IllegalStateException("Only " + up + " of " + count + " are connected");
		}
	}

	/**
	 * A DEALER that keeps a number of requests under way.
	 * @param endpoint the forwarder's
	 * @param window how many
	 * @param payload of each
	 * @param warmUp before it is measured
	 * @param time measured
	 * @return what came of it
	 */
	Result ask(String endpoint, int window, int payload, Duration warmUp, Duration time) throws Exception {
		Client client = new Client(payload, warmUp, time);
		onLoop(() -> {
			client.socket = open(endpoint, Frame.of("client-" + System.nanoTime()), client);
			client.begin(window);
			return true;
		});
		return client.result.get(warmUp.plus(time).toSeconds() + 60, TimeUnit.SECONDS);
	}

	private DealerSocket open(String endpoint, Frame identity, DealerSocket.Handler handler) {
		return this.loop.engine(this.transport)
			.openDealer(new DealerOptions(Endpoint.parse(endpoint), identity, 1, TransportLimits.DEFAULT), handler);
	}

	private <T> T onLoop(java.util.function.Supplier<T> call) {
		return CompletableFuture.supplyAsync(call, this.loop.eventLoop()).join();
	}

	/**
	 * What was measured.
	 *
	 * @param perSecond replies a second
	 * @param p50Micros of the time from request to reply
	 * @param p99Micros of the same
	 */
	record Result(double perSecond, double p50Micros, double p99Micros) {

	}

	private static final class Forwarder implements RouterSocket.Handler {

		private RouterSocket router;

		@Override
		public void onMessage(Frame peer, Message message) {
			if (message.frame(0).equals(TAG_C) && message.frame(1).equals(REQUEST)) {
				this.router.send(WORKER, Message.of(TAG_W, REQUEST, peer, message.frame(2), Frame.EMPTY,
						message.frame(3), message.frame(4), message.frame(5)));
			}
			else if (message.frame(1).equals(REPLY)) {
				this.router.send(message.frame(2), Message.of(TAG_C, REPLY, Frame.EMPTY, message.frame(4),
						message.frame(5), message.frame(6), message.frame(7)));
			}
			else {
				this.router.send(peer, message);
			}
		}

		@Override
		public void onGone(Frame peer) {
		}

		@Override
		public void onFailed(Throwable cause) {
			cause.printStackTrace();
		}

	}

	private static final class Worker implements DealerSocket.Handler {

		private final CompletableFuture<Boolean> known = new CompletableFuture<>();

		private DealerSocket socket;

		@Override
		public void onMessage(Message message) {
			if (message.size() == 2) {
				this.known.complete(true);
				return;
			}
			this.socket.send(Message.of(TAG_W, REPLY, message.frame(2), Frame.EMPTY, message.frame(5), Frame.of("0"),
					message.frame(6), message.frame(7)));
		}

		@Override
		public void onClosed(String reason) {
			System.exit(0);
		}

	}

	private static final class Idler extends Deadline implements DealerSocket.Handler {

		private static final Message HEARTBEAT = Message.of(TAG_W, Frame.of("4"));

		private final PigatoLoop loop;

		private final AtomicInteger up;

		private DealerSocket socket;

		Idler(PigatoLoop loop, AtomicInteger up) {
			this.loop = loop;
			this.up = up;
		}

		void schedule(long millis) {
			this.loop.eventLoop()
				.deadlines()
				.schedule(this, this.loop.eventLoop().nanos() + TimeUnit.MILLISECONDS.toNanos(millis));
		}

		@Override
		protected void onDue(long nowNanos) {
			this.socket.send(HEARTBEAT);
			schedule(2500);
		}

		@Override
		public void onConnected() {
			this.up.incrementAndGet();
		}

		@Override
		public void onMessage(Message message) {
		}

		@Override
		public void onClosed(String reason) {
			System.exit(0);
		}

	}

	private static final class Client implements DealerSocket.Handler {

		private static final int MAX_SAMPLES = 4_000_000;

		private final CompletableFuture<Result> result = new CompletableFuture<>();

		private final long[] samples = new long[MAX_SAMPLES];

		private final Frame payload;

		private final Frame service = Frame.of("echo");

		private final Duration warmUp;

		private final Duration time;

		private DealerSocket socket;

		private long beginNanos;

		private long endNanos;

		private int count;

		Client(int payload, Duration warmUp, Duration time) {
			this.payload = Frame.of(new byte[payload]);
			this.warmUp = warmUp;
			this.time = time;
		}

		void begin(int window) {
			this.beginNanos = System.nanoTime() + this.warmUp.toNanos();
			this.endNanos = this.beginNanos + this.time.toNanos();
			for (int i = 0; i < window; i++) {
				request();
			}
		}

		@Override
		public void onMessage(Message message) {
			long now = System.nanoTime();
			if (now - this.endNanos >= 0) {
				finish();
				return;
			}
			if (now - this.beginNanos >= 0) {
				byte[] sent = message.frame(3).array();
				this.samples[Math.min(this.count, MAX_SAMPLES - 1)] = now - java.nio.ByteBuffer.wrap(sent).getLong();
				this.count++;
			}
			request();
		}

		@Override
		public void onClosed(String reason) {
			this.result.completeExceptionally(new IllegalStateException(reason));
		}

		private void request() {
			byte[] id = java.nio.ByteBuffer.allocate(36).putLong(System.nanoTime()).array();
			this.socket.send(Message.of(TAG_C, REQUEST, this.service, Frame.of(id), this.payload, OPTIONS));
		}

		private void finish() {
			if (!this.result.isDone()) {
				this.socket.close(Duration.ZERO);
				long[] taken = Arrays.copyOf(this.samples, Math.min(this.count, MAX_SAMPLES));
				Arrays.sort(taken);
				this.result.complete(new Result(this.count / (this.time.toMillis() / 1000.0),
						taken[taken.length / 2] / 1000.0, taken[(int) (taken.length * 0.99)] / 1000.0));
			}
		}

	}

}
