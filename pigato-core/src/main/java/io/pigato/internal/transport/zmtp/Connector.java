package io.pigato.internal.transport.zmtp;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.pigato.TcpOptions;
import io.pigato.internal.transport.Endpoint;
import io.pigato.internal.transport.HostResolver;
import io.pigato.internal.transport.LoopSource;
import org.jspecify.annotations.Nullable;

/**
 * Makes one TCP connection: finds the addresses of the host, off the loop, and tries one
 * after the other. It has an outcome once, never within a call from outside.
 */
final class Connector extends LoopSource {

	private static final long RESOLVE_NANOS = TimeUnit.SECONDS.toNanos(10);

	private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(2);

	private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(30);

	private static final int MAX_DOUBLINGS = 4;

	private final LoopIo io;

	private final Endpoint endpoint;

	private final Outcome outcome;

	private final long patienceNanos;

	private final Alarm limit = new Alarm(this::onLimit);

	private final Queue<InetAddress> addresses = new ArrayDeque<>();

	private @Nullable SocketChannel channel;

	private boolean over;

	/**
	 * A connector that has not begun.
	 * @param io the loop's
	 * @param endpoint where to
	 * @param attempt the more have failed, the longer an address may take: 2 s at first,
	 * up to 30 s
	 * @param outcome is told
	 */
	Connector(LoopIo io, Endpoint endpoint, int attempt, Outcome outcome) {
		this.io = io;
		this.endpoint = endpoint;
		this.outcome = outcome;
		this.patienceNanos = Math.min(FIRST_NANOS << Math.min(attempt - 1, MAX_DOUBLINGS), LONGEST_NANOS);
	}

	/** How long one address, or a handshake, may take. */
	long patienceNanos() {
		return this.patienceNanos;
	}

	@SuppressWarnings("FutureReturnValueIgnored") // what it becomes is posted to the loop
	void open(HostResolver resolver) {
		this.io.schedule(this.limit, RESOLVE_NANOS);
		CompletableFuture<List<InetAddress>> resolved = resolver.resolve(this.endpoint.host());
		resolved.whenComplete((all, failure) -> this.io.post(() -> {
			if (failure != null) {
				fail("the host is unknown");
			}
			else if (!this.over) {
				this.addresses.addAll(all);
				tryNext("the host has no address");
			}
		}));
	}

	/** Gives up; there is no outcome any more. */
	void cancel() {
		this.over = true;
		this.limit.cancel();
		closeChannel();
	}

	@Override
	protected boolean poll() {
		SocketChannel current = this.channel;
		try {
			if (current != null && current.finishConnect()) {
				this.channel = null;
				this.over = true;
				this.limit.cancel();
				this.outcome.onConnected(current);
			}
		}
		catch (IOException ex) {
			tryNext(String.valueOf(ex.getMessage()));
		}
		return false;
	}

	private void tryNext(String problem) {
		closeChannel();
		InetAddress address = this.addresses.poll();
		if (address == null) {
			fail(problem);
			return;
		}
		try {
			this.io.schedule(this.limit, this.patienceNanos);
			connect(address);
		}
		catch (IOException | UnsupportedOperationException ex) {
			// The latter where the JVM has no IPv6
			tryNext(String.valueOf(ex.getMessage()));
		}
	}

	private void connect(InetAddress address) throws IOException {
		boolean four = address instanceof Inet4Address;
		SocketChannel next = SocketChannel.open(four ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
		this.channel = next;
		ChannelOptions.apply(next, TcpOptions.DEFAULT);
		if (next.connect(new InetSocketAddress(address, this.endpoint.port()))) {
			this.io.loop().ready(this);
		}
		else {
			this.io.loop().register(next, SelectionKey.OP_CONNECT, this);
		}
	}

	private void onLimit() {
		if (this.channel == null) {
			fail("the host could not be resolved in time");
		}
		else {
			tryNext("no answer within " + TimeUnit.NANOSECONDS.toMillis(this.patienceNanos) + " ms");
		}
	}

	private void fail(String reason) {
		if (!this.over) {
			cancel();
			this.outcome.onNotConnected(reason);
		}
	}

	private void closeChannel() {
		SocketChannel current = this.channel;
		this.channel = null;
		if (current != null) {
			try {
				current.close();
			}
			catch (IOException ex) {
				this.io.report("A channel could not be closed", ex);
			}
		}
	}

	/** Is told what comes of it. */
	interface Outcome {

		void onConnected(SocketChannel channel);

		void onNotConnected(String reason);

	}

}
