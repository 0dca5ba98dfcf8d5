package io.pigato.samples.perf;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.pigato.broker.PigatoBroker;
import io.pigato.client.PigatoClient;
import io.pigato.worker.PigatoWorker;
import io.pigato.worker.Reply;
import io.pigato.worker.RequestHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WaveTests {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	private final PigatoBroker broker = PigatoBroker.builder().bind("inproc://waves").build();

	private final PigatoClient client = PigatoClient.builder().endpoint("inproc://waves").build();

	private final Tally tally = new Tally();

	@BeforeEach
	void start() {
		this.broker.start();
	}

	@AfterEach
	void stop() {
		this.client.close();
		this.broker.close();
	}

	@Test
	void exactlyTheWindowIsInFlight() throws InterruptedException {
		List<Reply> held = new ArrayList<>();
		AtomicInteger most = new AtomicInteger();
		ask(new Question("echo", "foo", 0, LIMIT), (request, reply) -> {
			synchronized (held) {
				held.add(reply);
				most.accumulateAndGet(held.size(), Math::max);
				if (held.size() == 5) {
					List<Reply> all = List.copyOf(held);
					held.clear();
					all.forEach((each) -> each.end("fooFINAL"));
				}
			}
		});
		assertThat(most).hasValue(5);
		assertThat(this.tally.report(LIMIT).answered()).isEqualTo(20);
		assertThat(this.tally.report(LIMIT).latencies().getTotalCount()).isEqualTo(20);
	}

	@Test
	void errorsAndWrongRepliesAreCountedAndTheWaveGoesOn() throws InterruptedException {
		AtomicInteger number = new AtomicInteger();
		ask(new Question("echo", "foo", 1, LIMIT), (request, reply) -> {
			int mine = number.incrementAndGet();
			if (mine % 2 == 0) {
				reply.error("NO_LUCK", "an even number");
			}
			else {
				reply.end("fooFINAL");
			}
		});
		ClientReport report = this.tally.report(LIMIT);
		assertThat(report.answered()).as("the partial is missing everywhere").isZero();
		assertThat(report.errors()).containsEntry("NO_LUCK", 10L).containsEntry(Tally.WRONG_REPLY, 10L).hasSize(2);
		assertThat(this.tally.finished()).isEqualTo(20);
	}

	@Test
	void requestThatCannotBeSentIsCounted() throws InterruptedException {
		this.client.close();
		ask(new Question("echo", "foo", 0, LIMIT), (request, reply) -> reply.end("fooFINAL"));
		assertThat(this.tally.report(LIMIT).errors()).containsOnly(Map.entry("CLOSED", 20L));
	}

	private void ask(Question question, RequestHandler handler) throws InterruptedException {
		CountDownLatch over = new CountDownLatch(1);
		try (PigatoWorker worker = PigatoWorker.builder()
			.endpoint("inproc://waves")
			.service("echo")
			.concurrency(50)
			.handler(handler)
			.build()) {
			worker.start();
			new Wave(this.client, question, 20, this.tally, over::countDown).begin(5);
			assertThat(over.await(60, TimeUnit.SECONDS)).isTrue();
		}
	}

}
