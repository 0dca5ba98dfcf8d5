package io.pigato.internal.transport.jeromq;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.Ticker;
import io.pigato.internal.transport.DealerOptions;
import io.pigato.internal.transport.DealerSocket;
import io.pigato.internal.transport.Endpoint;
import io.pigato.internal.transport.EventLoop;
import io.pigato.internal.transport.RouterOptions;
import io.pigato.internal.transport.RouterSocket;
import io.pigato.internal.transport.TransportLimits;

/**
 * Measures the time from opening a connection to the echo of its first message: of the
 * first connection of fresh processes, and of many in one process. Run by
 * {@code scripts/handshake-stall}.
 */
public final class HandshakeStall {

	private static final long LATE_MILLIS = 400;

	private static final Duration LIMIT = Duration.ofSeconds(40);

	private HandshakeStall() {
	}

	/** Either the numbers of processes and connections, or the endpoint to connect to. */
	public static void main(String[] args) throws Exception {
		if (args[0].startsWith("tcp://")) {
			System.out.println(Arrays.toString(measure(args[0], 1)));
			return;
		}
		EventLoop loop = new EventLoop("router", Ticker.system());
		loop.start();
		JeroMqEngine engine = new JeroMqEngine(loop);
		String endpoint = openEcho(loop, engine);
		System.out.println("JDK " + Runtime.version());
		report("first connections of fresh processes", firstConnections(endpoint, Integer.parseInt(args[0])));
		report("connections in one process", measure(endpoint, Integer.parseInt(args[1])));
		loop.close(LIMIT);
		engine.close(LIMIT);
	}

	/** Opens connections one after the other; how long each took, in milliseconds. */
	static long[] measure(String endpoint, int connections) throws Exception {
		EventLoop loop = new EventLoop("dealer", Ticker.system());
		loop.start();
		JeroMqEngine engine = new JeroMqEngine(loop);
		long[] millis = new long[connections];
		for (int i = 0; i < connections; i++) {
			millis[i] = connectOnce(loop, engine, endpoint);
		}
		loop.close(LIMIT);
		engine.close(LIMIT);
		return millis;
	}

	/** Binds a router that sends everything back; its endpoint. */
	static String openEcho(EventLoop loop, JeroMqEngine engine) {
		return CompletableFuture.supplyAsync(() -> {
			Echo echo = new Echo();
			echo.router = engine.openRouter(
					new RouterOptions(List.of(Endpoint.parse("tcp://127.0.0.1:0")), TransportLimits.DEFAULT), echo);
			return echo.router.endpoints().get(0);
		}, loop).join();
	}

	private static long connectOnce(EventLoop loop, JeroMqEngine engine, String endpoint) throws Exception {
		long begin = System.nanoTime();
		Answer answer = new Answer();
		DealerOptions options = new DealerOptions(Endpoint.parse(endpoint), Frame.of("stall-" + UUID.randomUUID()), 1,
				TransportLimits.DEFAULT);
		DealerSocket dealer = CompletableFuture.supplyAsync(() -> {
			DealerSocket opened = engine.openDealer(options, answer);
			opened.send(Message.of(Frame.of("hello")));
			return opened;
		}, loop).join();
		answer.received.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
		long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
		CompletableFuture.runAsync(() -> dealer.close(Duration.ZERO), loop).join();
		return millis;
	}

	private static long[] firstConnections(String endpoint, int processes) throws IOException, InterruptedException {
		long[] millis = new long[processes];
		for (int i = 0; i < processes; i++) {
			Process process = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-cp",
					System.getProperty("java.class.path"), HandshakeStall.class.getName(), endpoint)
				.redirectError(ProcessBuilder.Redirect.DISCARD)
				.start();
			millis[i] = lastNumber(process);
			process.waitFor();
		}
		return millis;
	}

	private static long lastNumber(Process process) throws IOException {
		try (BufferedReader lines = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
			String result = lines.lines().filter((line) -> line.matches("\\[\\d+]")).findFirst().orElseThrow();
			return Long.parseLong(result.substring(1, result.length() - 1));
		}
	}

	private static void report(String what, long[] millis) {
		long[] sorted = millis.clone();
		Arrays.sort(sorted);
		long late = Arrays.stream(sorted).filter((each) -> each > LATE_MILLIS).count();
		System.out.printf("  %d %s: p50 %d ms, p99 %d ms, slowest %d ms, %d above %d ms%n", sorted.length, what,
				sorted[sorted.length / 2], sorted[sorted.length * 99 / 100], sorted[sorted.length - 1], late,
				LATE_MILLIS);
	}

	private static final class Answer implements DealerSocket.Handler {

		private final CompletableFuture<Message> received = new CompletableFuture<>();

		@Override
		public void onMessage(Message message) {
			this.received.complete(message);
		}

		@Override
		public void onClosed(String reason) {
			this.received.completeExceptionally(new IOException(reason));
		}

	}

	private static final class Echo implements RouterSocket.Handler {

		private RouterSocket router;

		@Override
		public void onMessage(Frame peer, Message message) {
			this.router.send(peer, message);
		}

		@Override
		public void onGone(Frame peer) {
		}

		@Override
		public void onFailed(Throwable cause) {
			throw new IllegalStateException(cause);
		}

	}

}
