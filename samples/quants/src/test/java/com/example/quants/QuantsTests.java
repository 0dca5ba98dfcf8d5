package com.example.quants;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.pigato.broker.PigatoBroker;
import io.pigato.samples.support.RunningProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Client and workers in processes of their own. */
@Timeout(120)
class QuantsTests {

	private static final int PARTS = 40;

	private static final int PATHS = 5_000;

	private final Functions functions = new Functions();

	private final PigatoBroker broker = PigatoBroker.builder().bind("tcp://127.0.0.1:0").build();

	@BeforeEach
	void start() {
		this.broker.start();
	}

	@AfterEach
	void stop() {
		this.broker.close();
	}

	@Test
	void resultIsThatOfOneProcessAlsoIfAWorkerDiesOverItsPart() {
		try (RunningProcess stuck = RunningProcess.java(StuckWorker.class, endpoint());
				RunningProcess client = quants("client", "--parts=" + PARTS, "--paths=" + PATHS, "--seed=7")) {
			stuck.await("I hold a part");
			stuck.close();
			try (RunningProcess one = quants("worker"); RunningProcess two = quants("worker")) {
				List<String> lines = client.output();
				assertThat(lines).hasSize(16);
				assertThat(lines.get(4)).isEqualTo("quants.losses      [" + "#".repeat(40) + "] 40/40");
				assertThat(lines.get(8)).isEqualTo("quants.call-option [" + "#".repeat(40) + "] 40/40");
				assertThat(lines.get(12)).isEqualTo("quants.put-option  [" + "#".repeat(40) + "] 40/40");
				assertThat(lines.get(13))
					.isEqualTo(String.format(Locale.ROOT, "value at risk, 10 days, 99 %%: %.1f %%", valueAtRisk()));
				assertThat(lines.get(14))
					.startsWith(String.format(Locale.ROOT, "call option, 1 year, at the money: %.4f ", call().mean()));
				assertThat(lines.get(15))
					.startsWith(String.format(Locale.ROOT, "put option, 1 year, at the money: %.4f ", put().mean()));
				assertThat(client.exitCode()).isZero();
			}
		}
	}

	@Test
	void resultIsCloseToTheFormulas() {
		// Black and Scholes: 100, 100, 1 year, 20 %, 3 %
		assertThat(call().mean()).isCloseTo(9.4134, within(4 * call().standardError()));
		assertThat(put().mean()).isCloseTo(6.4580, within(4 * put().standardError()));
		// 1 - exp((0.03 - 0.02) / 25.2 - 2.3263 * 0.2 / sqrt(25.2))
		assertThat(valueAtRisk()).isCloseTo(8.8, within(0.2));
	}

	private double valueAtRisk() {
		Map<Integer, Long> losses = parts().stream().map(this.functions::losses).reduce(Losses::plus).orElseThrow();
		return Losses.valueAtRisk(losses, 0.01);
	}

	private Estimate call() {
		return parts().stream().map(this.functions::callOption).reduce(Estimate::plus).orElseThrow();
	}

	private Estimate put() {
		return parts().stream().map(this.functions::putOption).reduce(Estimate::plus).orElseThrow();
	}

	private static List<Part> parts() {
		return Desk.parts(PARTS, PATHS, 7);
	}

	private String endpoint() {
		return this.broker.endpoints().get(0);
	}

	private RunningProcess quants(String profile, String... arguments) {
		String[] all = new String[arguments.length + 2];
		all[0] = "--spring.profiles.active=" + profile;
		all[1] = "--pigato.endpoint=" + endpoint();
		System.arraycopy(arguments, 0, all, 2, arguments.length);
		return RunningProcess.java(QuantsApplication.class, all);
	}

}
