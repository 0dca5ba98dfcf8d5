package io.pigato.internal.transport.zmtp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.SharedBudget;
import io.pigato.internal.Ticker;
import io.pigato.internal.transport.EventLoop;
import io.pigato.internal.transport.RawPeer;
import io.pigato.internal.transport.TransportDrop;
import io.pigato.internal.transport.TransportLimits;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What fails where nothing should, as all does when memory is short, stays with its
 * connection; and who holds what others need is closed.
 */
class ConnectionFailureTests {

	private final EventLoop loop = new EventLoop("failing", Ticker.system());

	private final LoopIo io = new LoopIo(this.loop);

	private final List<AutoCloseable> open = new ArrayList<>();

	private ServerSocketChannel server;

	@BeforeEach
	void listen() throws IOException {
		this.server = ServerSocketChannel.open();
		this.server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
	}

	@AfterEach
	void close() throws Exception {
		for (AutoCloseable each : this.open) {
			each.close();
		}
		this.server.close();
		this.loop.close(Duration.ZERO);
	}

	@Test
	void aConnectionThatCannotBeFlushedKeepsNoOtherFromIt() throws Exception {
		Peer failing = new Peer(new Owner() {
			@Override
			public void onEnd(Connection connection, @Nullable TransportDrop drop, String reason) {
				throw new IllegalStateException("Meant to fail");
			}
		});
		Peer other = new Peer(new Owner());
		this.loop.turn();
		failing.channel.shutdownOutput();
		failing.connection.send(new byte[] { 1 });
		other.connection.send(new byte[] { 2 });
		this.loop.turn();
		Peer later = new Peer(new Owner());
		this.loop.turn();
		assertThat(other.raw.read(Greeting.SIGNATURE_BYTES + 1)).endsWith(2);
		assertThat(later.raw.read(Greeting.SIGNATURE_BYTES)).hasSize(Greeting.SIGNATURE_BYTES);
	}

	@Test
	void aConnectionOfWhichSomethingMayBeMissingEnds() throws Exception {
		Owner owner = new Owner() {
			@Override
			public boolean admits(Connection connection, PeerProperties peer) {
				throw new IllegalStateException("Meant to fail");
			}
		};
		Peer failing = new Peer(owner);
		failing.raw.raw(RawPeer.greeting());
		failing.raw.command(RawPeer.ready("DEALER", new byte[] { 'x' }));
		await().until(() -> {
			this.loop.turn();
			return owner.ends == 1;
		});
		failing.raw.awaitEnd();
		assertThat(this.loop.deadlines().size()).isZero();
	}

	@Test
	void whoHasKeptPartOfAMessageForLongestMakesRoom() throws Exception {
		UnfinishedMessages unfinished = new UnfinishedMessages(new SharedBudget(10_000));
		List<Owner> owners = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			Owner owner = new Owner();
			owners.add(owner);
			Peer peer = new Peer(owner);
			unfinished.change(peer.connection, 0, 4_500);
			owner.onReleased = () -> unfinished.change(peer.connection, 4_500, 0);
			unfinished.change(new Peer(new Owner()).connection, 0, 100);
			unfinished.makeRoom();
		}
		assertThat(owners.stream().map((owner) -> owner.ends)).containsExactly(1, 0, 0, 0, 0);
		assertThat(unfinished.bytes()).isEqualTo(4 * 4_500 + 5 * 100);
	}

	private final class Peer {

		private final RawPeer raw;

		private final SocketChannel channel;

		private final Connection connection;

		Peer(Owner owner) throws IOException {
			this.raw = RawPeer.connect("tcp://127.0.0.1:" + ConnectionFailureTests.this.server.socket().getLocalPort());
			ConnectionFailureTests.this.open.add(this.raw);
			this.channel = ConnectionFailureTests.this.server.accept();
			ConnectionFailureTests.this.open.add(this.channel);
			this.channel.configureBlocking(false);
			this.connection = new Connection(ConnectionFailureTests.this.io, this.channel,
					new Handshake(SocketType.ROUTER, true, Frame.EMPTY, 1024), TransportLimits.DEFAULT, owner);
			this.connection.open(Duration.ofMinutes(1).toNanos());
		}

	}

	private static class Owner implements ConnectionOwner {

		private int ends;

		private Runnable onReleased = () -> {
		};

		@Override
		public boolean admits(Connection connection, PeerProperties peer) {
			return true;
		}

		@Override
		public void onUp(Connection connection) {
		}

		@Override
		public void onMessage(Connection connection, Message message) {
		}

		@Override
		public void onDropped(TransportDrop reason) {
		}

		@Override
		public void onRefused(TransportDrop reason, String detail) {
		}

		@Override
		public void onEnd(Connection connection, @Nullable TransportDrop drop, String reason) {
			this.ends++;
		}

		@Override
		public void onReleased(Connection connection) {
			this.onReleased.run();
		}

		@Override
		public boolean isOfStrangers() {
			return true;
		}

	}

}
