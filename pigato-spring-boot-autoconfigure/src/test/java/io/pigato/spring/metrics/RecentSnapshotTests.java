package io.pigato.spring.metrics;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pigato.broker.BrokerSnapshot;
import io.pigato.broker.PigatoBroker;
import io.pigato.spring.broker.PigatoBrokerCounters;
import org.junit.jupiter.api.Test;
import org.mockito.BDDMockito;
import org.mockito.Mockito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class RecentSnapshotTests {

	private final AtomicInteger taken = new AtomicInteger();

	private final PigatoBroker broker = Mockito.mock(PigatoBroker.class);

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	@Test
	void theGaugesOfAScrapeComeFromOneSnapshotAndTheNextHasAnother() {
		BDDMockito.given(this.broker.isRunning()).willReturn(true);
		BDDMockito.given(this.broker.snapshot()).willAnswer((call) -> {
			int number = this.taken.incrementAndGet();
			return new BrokerSnapshot(Duration.ofSeconds(number), number, number, number, number, number, number);
		});
		new PigatoBrokerMetrics(() -> this.broker, new PigatoBrokerCounters()).bindTo(this.registry);
		await().untilAsserted(() -> {
			double first = gauge("pigato.broker.workers");
			assertThat(gauge("pigato.broker.clients")).isEqualTo(first);
			assertThat(gauge("pigato.broker.requests.queued")).isEqualTo(first);
			assertThat(gauge("pigato.broker.uptime")).isEqualTo(first);
			assertThat(first).isGreaterThan(1);
		});
		Mockito.verify(this.broker, Mockito.never()).services(Mockito.anyInt());
		Mockito.verify(this.broker, Mockito.never()).ping();
	}

	@Test
	void withoutABrokerAllIsZero() {
		new PigatoBrokerMetrics(() -> null, new PigatoBrokerCounters()).bindTo(this.registry);
		assertThat(this.registry.getMeters()).isNotEmpty()
			.allSatisfy((meter) -> assertThat(meter.measure())
				.allSatisfy((measurement) -> assertThat(measurement.getValue()).isZero()));
	}

	@Test
	void aBrokerThatHasFailedIsNotUp() {
		new PigatoBrokerMetrics(() -> this.broker, new PigatoBrokerCounters()).bindTo(this.registry);
		assertThat(gauge("pigato.broker.up")).isZero();
		BDDMockito.given(this.broker.isRunning()).willReturn(true);
		assertThat(gauge("pigato.broker.up")).isEqualTo(1);
	}

	private double gauge(String name) {
		return this.registry.get(name).meter() instanceof Gauge gauge ? gauge.value() : Double.NaN;
	}

}
