package io.pigato.internal.transport.jeromq;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.pigato.internal.transport.RawPeer;
import io.pigato.internal.transport.RecordingRouter;
import io.pigato.internal.transport.RouterSocket;
import io.pigato.internal.transport.TransportPair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Messages that are dear do not keep the loop from all else. */
class JeroMqSlicesTests {

	private static final int COUNT = 250;

	/** Eight of them take longer than a slice. */
	private static final long DEAR_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

	private final RecordingRouter atRouter = new RecordingRouter();

	private TransportPair pair;

	private RouterSocket router;

	@BeforeEach
	void open() throws Exception {
		this.pair = new TransportPair(JeroMqEngine::new);
		this.router = this.pair.openRouter(TransportPair.LIMITS, this.atRouter);
	}

	@AfterEach
	void close() {
		this.pair.close();
	}

	@Test
	void commandsHaveTheirTurnWhileMessagesWait() throws Exception {
		AtomicInteger taken = new AtomicInteger();
		AtomicInteger takenBefore = new AtomicInteger();
		this.atRouter.onEach((peer, message) -> {
			if (taken.incrementAndGet() == 20) {
				this.pair.brokerLoop().loop().execute(() -> takenBefore.set(taken.get()));
			}
			long end = System.nanoTime() + DEAR_NANOS;
			while (System.nanoTime() - end < 0) {
				Thread.onSpinWait();
			}
		});
		try (RawPeer peer = RawPeer.connect(this.router.endpoints().get(0)).handshake("DEALER", new byte[] { 'x' })) {
			CountDownLatch written = new CountDownLatch(1);
			CountDownLatch holds = new CountDownLatch(1);
			this.pair.brokerLoop().loop().execute(() -> {
				holds.countDown();
				awaitQuietly(written);
			});
			holds.await();
			for (int i = 0; i < COUNT; i++) {
				peer.message(new byte[] { 'm' });
			}
			written.countDown();
			for (int i = 0; i < COUNT; i++) {
				this.atRouter.next();
			}
		}
		assertThat(takenBefore.get()).isBetween(20, 100);
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
