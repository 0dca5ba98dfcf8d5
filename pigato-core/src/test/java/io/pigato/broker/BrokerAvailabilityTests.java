package io.pigato.broker;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of requests that no worker could ever serve, if the broker fails fast. */
class BrokerAvailabilityTests {

	private static final String NO_WORKER = "failed B_NO_WORKER";

	private final BrokerHarness broker = new BrokerHarness(BrokerLimits.DEFAULT,
			new DispatchPolicy(DispatchStrategy.load(), Availability.FAIL_FAST));

	@Test
	void requestThatNobodyCouldServeFailsAtOnceAndLeavesNothing() {
		this.broker.client("c");
		this.broker.request("c", "echo", "1");
		assertThat(this.broker.events()).containsExactly(NO_WORKER);
		assertThat(this.broker.take("c")).hasSize(1);
		this.broker.gone("c");
		this.broker.pass(3000);
		assertThat(this.broker.state().isEmpty()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "echo, echo", "echo, ech*", "echo, *", "echo@^1, echo@1.2.3", "user@host, user@host" })
	void requestThatABusyWorkerCouldServeWaits(String asked, String offered) {
		this.broker.worker("w", offered, 0);
		this.broker.request("c", asked, "1");
		assertThat(this.broker.events()).doesNotContain(NO_WORKER);
		assertThat(this.broker.state().queued()).isOne();
	}

	@Test
	void waitingRequestsFailWhenTheLastPossibleWorkerGoes() {
		this.broker.worker("w", "ech*", 0);
		this.broker.worker("a", "echo", 0);
		this.broker.request("c", "echo", "1");
		this.broker.request("c", "echoes", "2");
		this.broker.gone("a");
		assertThat(this.broker.state().queued()).isEqualTo(2);
		this.broker.gone("w");
		assertThat(this.broker.state().queued()).isZero();
		assertThat(this.broker.events().stream().filter(NO_WORKER::equals)).hasSize(2);
	}

	@Test
	void rejectedAndRepeatedRequestsFailWithTheLastWorkerToo() {
		this.broker.worker("a", "echo", 1);
		this.broker.request("c", "echo", "1");
		this.broker.reject("a", "c", "1");
		this.broker.request("c", "echo", "2", "{\"retry\":1}");
		assertThat(this.broker.state().queued()).isOne();
		this.broker.gone("a");
		assertThat(this.broker.state().queued()).isZero();
		assertThat(this.broker.events().stream().filter(NO_WORKER::equals)).hasSize(2);
		this.broker.gone("c");
		this.broker.pass(3000);
		assertThat(this.broker.state().isEmpty()).isTrue();
	}

	@Test
	void repeatedRequestWhoseNameWasForgottenMeanwhileFailsToo() {
		BrokerHarness small = new BrokerHarness(BrokerHarness.limits(1_000_000, 100, 1000, 1),
				new DispatchPolicy(DispatchStrategy.load(), Availability.FAIL_FAST));
		small.worker("w", "a*", -1);
		small.request("c", "a1", "1", "{\"retry\":1}");
		small.request("c", "a1", "2", "{\"retry\":1}");
		small.request("c", "a2", "3");
		small.gone("w");
		assertThat(small.events().stream().filter(NO_WORKER::equals)).hasSize(2);
		small.gone("c");
		small.pass(3000);
		assertThat(small.state().isEmpty()).isTrue();
	}

	@Test
	void rangeFailsWhenTheLastVersionThatSatisfiesItGoes() {
		this.broker.worker("a", "echo@1.0.0", 0);
		this.broker.worker("b", "echo@1.1.0", 0);
		this.broker.worker("x", "echo@2.0.0", 0);
		this.broker.request("c", "echo@^1", "1");
		this.broker.gone("a");
		assertThat(this.broker.state().queued()).isOne();
		this.broker.gone("b");
		assertThat(this.broker.events()).contains(NO_WORKER);
	}

	@Test
	void targetThatIsNotThereIsStillItsOwnError() {
		this.broker.request("c", "echo", "1", "{\"workerId\":\"w\"}");
		assertThat(this.broker.events()).contains("failed B_TARGET_NOT_FOUND").doesNotContain(NO_WORKER);
	}

}
