package io.pigato.broker;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.pigato.HeapUse;
import io.pigato.internal.Deadline;
import io.pigato.internal.Frame;
import io.pigato.internal.protocol.ClientRequest;
import io.pigato.internal.protocol.JsonFrames;
import io.pigato.internal.protocol.RoutingOptions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a broker holds, and for how long. */
class BrokerMemoryTests {

	private static final Service SERVICE = new Service(ServiceName.of(Frame.of("echo")), new WorkerPool.Order(true));

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

	@Test
	void peersThatHadManyRequestsTakeLittleAfterwards() {
		List<BrokerRequest> requests = IntStream.range(0, 50_000).mapToObj((i) -> request("r" + i)).toList();
		List<Object> peers = new ArrayList<>();
		long before = HeapUse.bytes();
		for (int i = 0; i < 20; i++) {
			ClientRecord client = new ClientRecord(Frame.of("c"), Frame.of("c"), new Idle());
			requests.forEach(client::add);
			requests.forEach(client::remove);
			assertThat(client.size()).isZero();
			peers.add(client);
			WorkerRecord worker = new WorkerRecord(Frame.of("w"), SERVICE, new Idle(), new Idle());
			requests.forEach(worker::hold);
			requests.stream().skip(1).forEach(worker::release);
			assertThat(worker.held()).containsExactly(requests.get(0));
			peers.add(worker);
		}
		assertThat(HeapUse.bytes() - before).isLessThan(2_000_000);
		assertThat(peers).hasSize(40);
	}

	private static BrokerRequest request(String rid) {
		ClientRecord client = new ClientRecord(Frame.of("c"), Frame.of("c"), new Idle());
		BrokerRequest.Origin origin = new BrokerRequest.Origin(0, client, (request, now) -> {
		}, 0);
		ClientRequest message = new ClientRequest(Frame.of("echo"), Frame.of(rid), Frame.EMPTY,
				JsonFrames.EMPTY_OBJECT);
		return new BrokerRequest(origin, message, RoutingOptions.read(Frame.EMPTY), SERVICE);
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

	private static final class Idle extends Deadline {

		@Override
		protected void onDue(long nowNanos) {
		}

	}

}
