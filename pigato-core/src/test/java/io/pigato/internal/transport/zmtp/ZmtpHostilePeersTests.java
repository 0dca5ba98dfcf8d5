package io.pigato.internal.transport.zmtp;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

import io.pigato.internal.Frame;
import io.pigato.internal.transport.DealerSocket;
import io.pigato.internal.transport.EventLoop;
import io.pigato.internal.transport.HostilePeersContract;
import io.pigato.internal.transport.RawPeer;
import io.pigato.internal.transport.RecordingDealer;
import io.pigato.internal.transport.TransportEngine;
import io.pigato.internal.transport.TransportPair;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Our own engine bears with every peer, and leaves nothing behind. */
class ZmtpHostilePeersTests extends HostilePeersContract {

	/** How many mutated streams, and connections; more by a system property. */
	private static final int ROUNDS = Integer.getInteger("pigato.test.rounds", 1_000);

	@Override
	protected TransportEngine newEngine(EventLoop loop) {
		return new ZmtpEngine(loop);
	}

	@Test
	void mutatedStreamsHarmNobodyElse() throws Exception {
		DealerSocket healthy = this.pair.openDealer(this.endpoint, "healthy", TransportPair.LIMITS, this.recorded);
		Random random = new Random(20_260_101);
		for (int i = 0; i < ROUNDS; i++) {
			try (RawPeer hostile = RawPeer.connect(this.endpoint)) {
				hostile.raw(mutated(stream(i), random));
			}
			catch (IOException ex) {
				assertThat(ex).isNotInstanceOf(EOFException.class);
			}
			if (i % 100 == 0) {
				assertEchoes(healthy);
			}
		}
		assertEchoes(healthy);
		await().untilAsserted(() -> assertThat(connections()).isOne());
		assertThat(peers()).isOne();
		assertThat(this.atRouter.waiting()).noneMatch((received) -> received.message().size() > 8);
	}

	@Test
	void connectionsThatComeAndGoLeaveNothingBehind() throws Exception {
		cycles(100);
		await().untilAsserted(() -> assertThat(connections()).isZero());
		int deadlines = deadlines();
		int descriptors = descriptors();
		long heap = usedHeap();
		cycles(ROUNDS);
		await().untilAsserted(() -> assertThat(connections()).isZero());
		assertThat(peers()).isZero();
		assertThat(this.pair.brokerLoop().call(() -> ((ZmtpEngine) this.pair.brokerEngine()).io().lingering()))
			.isEmpty();
		assertThat(deadlines()).isEqualTo(deadlines);
		await().untilAsserted(() -> assertThat(descriptors()).isLessThanOrEqualTo(descriptors + 10));
		assertThat(usedHeap() - heap).isLessThan(16L * 1024 * 1024);
	}

	private void cycles(int count) throws Exception {
		for (int i = 0; i < count; i++) {
			if (i % 4 == 0) {
				RawPeer.connect(this.endpoint).close();
			}
			else if (i % 4 == 1) {
				RawPeer.connect(this.endpoint).handshake("DEALER", null).reset();
			}
			else {
				RecordingDealer handler = new RecordingDealer();
				DealerSocket dealer = this.pair.openDealer(this.endpoint, "cycle-" + i, TransportPair.LIMITS, handler);
				this.pair.send(dealer, TransportPair.message("x"));
				handler.next();
				Duration linger = Duration.ofMillis((i % 4 == 2) ? 0 : 1000);
				this.pair.peerLoop().run(() -> dealer.close(linger));
			}
		}
	}

	private static byte[] stream(int number) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		bytes.writeBytes(RawPeer.greeting());
		byte[] ready = RawPeer.ready("DEALER", ("fuzz-" + number).getBytes(StandardCharsets.US_ASCII));
		bytes.writeBytes(new byte[] { RawPeer.COMMAND, (byte) ready.length });
		bytes.writeBytes(ready);
		bytes.writeBytes(new byte[] { RawPeer.MORE, 2, 'a', 'b' });
		bytes.writeBytes(new byte[] { RawPeer.COMMAND, 9, 4, 'P', 'I', 'N', 'G', 0, 1, 'x', 'y' });
		bytes.writeBytes(RawPeer.header(RawPeer.MORE, 300));
		bytes.writeBytes(new byte[300]);
		bytes.writeBytes(new byte[] { 0, 0 });
		return bytes.toByteArray();
	}

	private static byte[] mutated(byte[] stream, Random random) {
		byte[] bytes = Arrays.copyOf(stream, (random.nextInt(3) == 0) ? random.nextInt(stream.length) : stream.length);
		for (int i = random.nextInt(6); i > 0 && bytes.length > 0; i--) {
			int at = (random.nextBoolean()) ? random.nextInt(bytes.length)
					: Math.min(bytes.length - 1, 60 + random.nextInt(60));
			bytes[at] = (byte) ((random.nextBoolean()) ? bytes[at] ^ (1 << random.nextInt(8)) : random.nextInt());
		}
		return bytes;
	}

	private int connections() throws Exception {
		return this.pair.brokerLoop().call(() -> ((ZmtpRouter) this.router).connections());
	}

	private int peers() throws Exception {
		return this.pair.brokerLoop().call(() -> ((ZmtpRouter) this.router).peers());
	}

	private int deadlines() throws Exception {
		return this.pair.brokerLoop().call(() -> this.pair.brokerLoop().loop().deadlines().size());
	}

	private static int descriptors() {
		String[] open = new File("/proc/self/fd").list();
		return (open != null) ? open.length : 0;
	}

	private static long usedHeap() {
		System.gc();
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

	@Test
	void endOfAPeerIsToldWhateverItLeavesUnfinished() throws Exception {
		byte[] whole = stream(0);
		int afterReady = 64 + 2 + whole[65];
		for (int cut = afterReady; cut < whole.length; cut++) {
			try (RawPeer peer = RawPeer.connect(this.endpoint)) {
				peer.raw(Arrays.copyOf(whole, cut));
			}
			assertThat(this.atRouter.nextGone()).isEqualTo(Frame.of("fuzz-0"));
		}
		assertThat(this.atRouter.drops()).isEmpty();
		assertThat(this.atRouter.waiting()).isEmpty();
	}

}
