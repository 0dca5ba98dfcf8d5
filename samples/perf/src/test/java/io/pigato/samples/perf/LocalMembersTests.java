package io.pigato.samples.perf;

import java.util.concurrent.TimeUnit;

import io.pigato.client.PigatoClient;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LocalMembersTests {

	private static final String ENDPOINT = "inproc://members";

	private final PerfOptions options = new PerfOptions();

	@Test
	void cacheAnswersWithoutTheWorker() throws Exception {
		this.options.cache = 1;
		try (Member broker = new LocalBroker("broker", ENDPOINT, this.options).start();
				PigatoClient client = PigatoClient.builder().endpoint(ENDPOINT).build()) {
			assertThat(broker.ready().get()).isEqualTo(ENDPOINT);
			try (Member worker = new LocalWorker("worker", ENDPOINT, this.options).start()) {
				worker.ready().get(30, TimeUnit.SECONDS);
				assertThat(client.request("echo", "foo", String.class)).isEqualTo("fooFINAL");
			}
			assertThat(client.request("echo", "foo", String.class)).isEqualTo("fooFINAL");
		}
	}

	@Test
	void clientMeasuresAllWavesAndLeavesTheWarmupOut() throws Exception {
		this.options.requests = 30;
		this.options.waves = 3;
		this.options.warmup = 17;
		this.options.partials = 2;
		try (Member broker = new LocalBroker("broker", ENDPOINT, this.options).start();
				Member worker = new LocalWorker("worker", ENDPOINT, this.options).start();
				Member.Client client = new LocalClient("client", ENDPOINT, this.options).start()) {
			worker.ready().get(30, TimeUnit.SECONDS);
			client.ready().get(30, TimeUnit.SECONDS);
			assertThat(client.finished()).isZero();
			client.go();
			ClientReport report = client.report().get(60, TimeUnit.SECONDS);
			assertThat(report.answered()).isEqualTo(90);
			assertThat(report.partials()).isEqualTo(180);
			assertThat(report.latencies().getTotalCount()).isEqualTo(90);
			assertThat(report.elapsed()).isPositive();
			assertThat(client.finished()).isEqualTo(90);
		}
	}

}
