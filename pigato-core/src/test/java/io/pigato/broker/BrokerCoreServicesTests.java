package io.pigato.broker;

import java.util.Objects;

import io.pigato.internal.Frame;
import io.pigato.internal.protocol.ClientReply;
import io.pigato.internal.protocol.ReadyAck;
import io.pigato.internal.protocol.WorkerReady;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Workers with reserved names, and when the directory is to be published. */
class BrokerCoreServicesTests {

	private final BrokerHarness broker = new BrokerHarness(BrokerLimits.DEFAULT, DispatchPolicy.DEFAULT,
			CacheLimits.NONE, true);

	@Test
	void coreServiceIsServedByItsWorker() {
		this.broker.client("c");
		this.broker.from("w", new WorkerReady(Frame.of("$audit")));
		assertThat(this.broker.take("w")).containsExactly(new ReadyAck(BrokerContext.EXTENSIONS));
		this.broker.heartbeat("w", "");
		this.broker.request("c", "$audit", "1");
		assertThat(this.broker.takeRequests("w")).containsExactly("1");
	}

	@Test
	void withoutTheChannelItIsRefused() {
		BrokerHarness plain = new BrokerHarness();
		plain.from("w", new WorkerReady(Frame.of("$audit")));
		assertThat(plain.take("w")).isEmpty();
		assertThat(plain.events()).containsExactly("dropped REFUSED_WORKER");
		assertThat(plain.state().workers()).isZero();
	}

	@Test
	void directoryIsAnsweredByTheBrokerWhoeverOffersIt() {
		this.broker.client("c");
		this.broker.worker("w", "$dir", 1);
		this.broker.request("c", "$dir", "1", "{\"workerId\":\"w\"}");
		assertThat(this.broker.take("w")).isEmpty();
		ClientReply reply = (ClientReply) this.broker.take("c").get(0);
		assertThat(Objects.requireNonNull(this.broker.state().directory()).text()).isEqualTo("{\"$dir\":[\"w\"]}");
		assertThat(reply.body().data().text()).as("asked for service 1, which there is not").isEqualTo("[]");
	}

	@Test
	void directoryIsPublishedWhenAWorkerComesAndWhenOneGoes() {
		this.broker.worker("w", "echo", 1);
		assertThat(this.broker.takePublications()).isOne();
		this.broker.from("w", new WorkerReady(Frame.of("echo")));
		this.broker.heartbeat("w", "{\"concurrency\":7}");
		assertThat(this.broker.takePublications()).isZero();
		this.broker.gone("w");
		assertThat(this.broker.takePublications()).isOne();
		this.broker.gone("w");
		assertThat(this.broker.takePublications()).isZero();
	}

	@Test
	void onlyCoreServicesMayAskForIt() {
		this.broker.worker("w", "echo", 1);
		this.broker.worker("core", "$dir", 1);
		this.broker.takePublications();
		this.broker.heartbeat("w", "{\"update\":1}");
		assertThat(this.broker.takePublications()).isZero();
		this.broker.heartbeat("core", "{\"update\":0}");
		assertThat(this.broker.takePublications()).isZero();
		this.broker.heartbeat("core", "{\"update\":1}");
		assertThat(this.broker.takePublications()).isOne();
	}

}
