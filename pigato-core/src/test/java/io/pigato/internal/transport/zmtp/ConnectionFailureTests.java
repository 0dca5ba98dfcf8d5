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
			unfinished.makeRoomFor(peer.connection, 4_500);
		}
		assertThat(owners.stream().map((owner) -> owner.ends)).containsExactly(1, 0, 0, 0, 0);
		assertThat(unfinished.bytes()).isEqualTo(4 * 4_500 + 5 * 100);
	}

	@Test
	void oneMessageMayBeLargerThanAllThereIsForSuch() throws Exception {
		UnfinishedMessages unfinished = new UnfinishedMessages(new SharedBudget(1_000_000));
		Holder large = new Holder(unfinished);
		large.hold(900_000);
		large.hold(5_000_000);
		Holder small = new Holder(unfinished);
		small.hold(200_000);
		large.hold(6_000_000);
		assertThat(unfinished.bytes()).isEqualTo(200_000);
		large.hold(1_000);
		assertThat(unfinished.bytes()).isEqualTo(201_000);
		assertThat(large.isTooMuch || small.isTooMuch).isFalse();
		assertThat(large.owner.ends + small.owner.ends).isZero();
	}

	@Test
	void aLargerMessageMakesRoomForWhatComesNow() throws Exception {
		UnfinishedMessages unfinished = new UnfinishedMessages(new SharedBudget(1_000_000));
		Holder first = new Holder(unfinished);
		first.hold(5_000_000);
		Holder second = new Holder(unfinished);
		second.hold(250_000);
		assertThat(first.owner.ends).isZero();
		second.hold(1_000_000);
		assertThat(first.owner.ends).as("the first has made room").isOne();
		second.hold(4_000_000);
		assertThat(second.isTooMuch).isFalse();
		assertThat(second.owner.ends).isZero();
		assertThat(unfinished.bytes()).isZero();
	}

	@Test
	void aLargerMessageIsTooMuchWhileOthersHoldMoreThanLittle() throws Exception {
		UnfinishedMessages unfinished = new UnfinishedMessages(new SharedBudget(1_000_000));
		Holder other = new Holder(unfinished);
		other.hold(250_001);
		Holder large = new Holder(unfinished);
		large.hold(1_500_000);
		assertThat(large.isTooMuch).isTrue();
		assertThat(other.isTooMuch).isFalse();
	}

	@Test
	void aLargerMessageThatHasToMakeRoomItselfIsForgotten() throws Exception {
		UnfinishedMessages unfinished = new UnfinishedMessages(new SharedBudget(1_000_000));
		Holder large = new Holder(unfinished);
		large.hold(5_000_000);
		Holder other = new Holder(unfinished);
		other.change(1_500_000);
		large.hold(6_000_000);
		assertThat(large.owner.ends).isOne();
		assertThat(unfinished.bytes()).isEqualTo(1_500_000);
	}

	private final class Holder {

		private final UnfinishedMessages unfinished;

		private final Owner owner = new Owner();

		private final Connection connection = new Peer(this.owner).connection;

		private long held;

		private boolean isTooMuch;

		Holder(UnfinishedMessages unfinished) throws IOException {
			this.unfinished = unfinished;
			this.owner.onReleased = () -> change(0);
		}

		void hold(long bytes) {
			change(bytes);
			this.unfinished.makeRoomFor(this.connection, bytes);
			this.isTooMuch = this.unfinished.isTooMuch(this.connection, bytes);
		}

		private void change(long bytes) {
			this.unfinished.change(this.connection, this.held, bytes);
			this.held = bytes;
		}

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
