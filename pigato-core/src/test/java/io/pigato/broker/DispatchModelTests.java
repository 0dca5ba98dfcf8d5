package io.pigato.broker;

import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The broker at random against {@link DispatchModel}, which looks at everything each
 * time.
 */
class DispatchModelTests {

	private static final String[] ASKED = { "a", "ab", "abc", "abd", "b", "a*", "ab*", "x@1.0.0", "x@^1", "x@1.x",
			"x@~1.1", "x@*", "x@>1.0.0 || 0.x", "x@host", "y@^1", "$s" };

	private static final String[] OFFERED = { "a", "ab", "abc", "a*", "ab*", "*", "x@1.0.0", "x@1.1.0", "x@1.1.1",
			"x@2.0.0", "x@^1", "x@host", "y@1.0.0" };

	@ParameterizedTest
	@CsvSource({ "1, QUEUE, load", "2, QUEUE, load", "3, QUEUE, load", "4, QUEUE, load", "5, FAIL_FAST, load",
			"6, FAIL_FAST, load", "7, QUEUE, any", "8, FAIL_FAST, any", "9, QUEUE, turns", "10, FAIL_FAST, turns" })
	void brokerDoesWhatTheModelSays(long seed, Availability availability, String strategy) {
		DispatchStrategy chosen = switch (strategy) {
			case "any" -> DispatchStrategy.random();
			case "turns" -> DispatchStrategy.roundRobin();
			default -> DispatchStrategy.load();
		};
		BrokerHarness broker = new BrokerHarness(BrokerLimits.DEFAULT, new DispatchPolicy(chosen, availability));
		DispatchModel model = new DispatchModel(broker, availability, strategy.equals("load"));
		Random random = new Random(seed);
		for (int i = 0; i < 4000; i++) {
			step(model, random);
			model.check();
		}
		model.end();
		assertThat(broker.state().isEmpty()).as(broker.state().toString()).isTrue();
		assertThat(model.dispatched()).as("so that the test means something").isGreaterThan(500);
	}

	private static void step(DispatchModel model, Random random) {
		String worker = "w" + random.nextInt(8);
		int kind = random.nextInt(100);
		if (kind < 45) {
			String target = (random.nextInt(12) == 0) ? worker : null;
			model.request(ASKED[random.nextInt(ASKED.length)], target, random.nextInt(3) == 0);
		}
		else if (kind < 55) {
			model.register(worker, OFFERED[random.nextInt(OFFERED.length)], random.nextInt(4));
		}
		else if (kind < 60) {
			model.lose(worker);
		}
		else if (kind < 65) {
			model.concurrency(worker, random.nextInt(5) - 1);
		}
		else if (kind < 70) {
			model.cancel(random);
		}
		else if (kind < 82) {
			model.reject(worker, random);
		}
		else {
			model.reply(worker, random);
		}
	}

}
