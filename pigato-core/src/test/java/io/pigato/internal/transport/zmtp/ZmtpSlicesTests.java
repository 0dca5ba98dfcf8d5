package io.pigato.internal.transport.zmtp;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.pigato.internal.Frame;
import io.pigato.internal.transport.RawPeer;
import io.pigato.internal.transport.RecordingRouter;
import io.pigato.internal.transport.RouterSocket;
import io.pigato.internal.transport.TransportPair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** One peer's messages, however dear, take turns with those of others. */
class ZmtpSlicesTests {

	private static final int COUNT = 1000;

	/** Eight of them take longer than a slice. */
	private static final long DEAR_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

	private final RecordingRouter atRouter = new RecordingRouter();

	private TransportPair pair;

	private RouterSocket router;

	private String endpoint;

	@BeforeEach
	void open() throws Exception {
		this.pair = new TransportPair(ZmtpEngine::new);
		this.router = this.pair.openRouter(TransportPair.LIMITS, this.atRouter);
		this.endpoint = this.router.endpoints().get(0);
		eachTakes(DEAR_NANOS);
	}

	private void eachTakes(long nanos) {
		this.atRouter.onEach((peer, message) -> {
			long end = System.nanoTime() + nanos;
			while (System.nanoTime() - end < 0) {
				Thread.onSpinWait();
			}
		});
	}

	@AfterEach
	void close() {
		this.pair.close();
	}

	@Test
	void nobodyWaitsForAllThatAnotherSends() throws Exception {
		assertThat(sendersOfTwo(100).stream().filter(Frame.of("one")::equals).count()).isBetween(30L, 70L);
	}

	@Test
	void aMessageDearerThanASliceIsFollowedByThatOfAnother() throws Exception {
		eachTakes(TimeUnit.MILLISECONDS.toNanos(1));
		List<Frame> senders = sendersOfTwo(100);
		assertThat(IntStream.range(1, 100).filter((i) -> senders.get(i).equals(senders.get(i - 1)))).isEmpty();
	}

	private List<Frame> sendersOfTwo(int count) throws Exception {
		try (RawPeer one = peer("one"); RawPeer other = peer("other")) {
			CountDownLatch holds = new CountDownLatch(1);
			CountDownLatch written = new CountDownLatch(1);
			this.pair.brokerLoop().loop().execute(() -> {
				holds.countDown();
				awaitQuietly(written);
			});
			holds.await();
			one.raw(numbered());
			other.raw(numbered());
			written.countDown();
			return senders(count);
		}
	}

	@Test
	void nothingIsLostBetweenSlices() throws Exception {
		try (RawPeer busy = peer("busy")) {
			busy.raw(numbered());
		}
		for (int i = 0; i < COUNT; i++) {
			assertThat(this.atRouter.next().message()).isEqualTo(TransportPair.message("number " + i));
		}
		assertThat(this.atRouter.nextGone()).isEqualTo(Frame.of("busy"));
	}

	@Test
	void nothingIsKeptOfAPeerThatEndsBetweenSlices() throws Exception {
		try (RawPeer busy = peer("busy")) {
			busy.raw(numbered());
			this.atRouter.next();
			busy.reset();
		}
		assertThat(this.atRouter.nextGone()).isEqualTo(Frame.of("busy"));
		assertThat(unfinished()).isZero();
	}

	@Test
	void whatWaitsForTheNextSliceIsAccountedFor() throws Exception {
		try (RawPeer busy = peer("busy")) {
			busy.raw(numbered());
			this.atRouter.next();
			assertThat(unfinished()).isPositive();
			senders(COUNT - 1);
			assertThat(unfinished()).isZero();
		}
	}

	private RawPeer peer(String identity) throws Exception {
		return RawPeer.connect(this.endpoint).handshake("DEALER", identity.getBytes());
	}

	private List<Frame> senders(int count) throws Exception {
		List<Frame> peers = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			peers.add(this.atRouter.next().peer());
		}
		return peers;
	}

	private long unfinished() throws Exception {
		ZmtpEngine engine = (ZmtpEngine) this.pair.brokerEngine();
		return this.pair.brokerLoop().call(() -> engine.io().unfinished((ConnectionOwner) this.router).bytes());
	}

	private static byte[] numbered() {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		IntStream.range(0, COUNT).forEach((i) -> {
			byte[] text = ("number " + i).getBytes();
			bytes.write(0);
			bytes.write(text.length);
			bytes.writeBytes(text);
		});
		return bytes.toByteArray();
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
