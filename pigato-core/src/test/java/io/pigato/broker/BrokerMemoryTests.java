package io.pigato.broker;

import java.lang.ref.WeakReference;

import io.pigato.internal.Frame;
import io.pigato.internal.protocol.ClientRequest;
import io.pigato.internal.protocol.JsonFrames;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a broker holds, and for how long. */
class BrokerMemoryTests {

	private final BrokerHarness broker = new BrokerHarness();

	@Test
	void payloadIsHeldWhileAnotherWorkerMayGetIt() {
		WeakReference<Frame> payload = running();
		System.gc();
		assertThat(payload.get()).isNotNull();
		this.broker.worker("v", "echo", 1);
		this.broker.reject("w", "c", "1");
		assertThat(this.broker.takeRequests("v")).containsExactly("1");
	}

	@Test
	void payloadIsNotHeldOnceAPartialHasLeft() {
		WeakReference<Frame> payload = running();
		this.broker.partial("w", "c", "1", "1");
		awaitFreed(payload);
		assertThat(this.broker.state().inFlight()).isOne();
	}

	@Test
	void payloadIsNotHeldWhileASlotWaitsForItsWorker() {
		WeakReference<Frame> payload = running();
		this.broker.cancel("c", "1");
		awaitFreed(payload);
		this.broker.request("c", "echo", "2");
		assertThat(this.broker.state().queued()).isOne();
	}

	private WeakReference<Frame> running() {
		Frame payload = Frame.of("\"" + "x".repeat(1000) + "\"");
		this.broker.worker("w", "echo", 1);
		this.broker.from("c", new ClientRequest(Frame.of("echo"), Frame.of("1"), payload, JsonFrames.EMPTY_OBJECT));
		assertThat(this.broker.takeRequests("w")).containsExactly("1");
		return new WeakReference<>(payload);
	}

	private static void awaitFreed(WeakReference<Frame> payload) {
		await().untilAsserted(() -> {
			System.gc();
			assertThat(payload.get()).isNull();
		});
	}

}
