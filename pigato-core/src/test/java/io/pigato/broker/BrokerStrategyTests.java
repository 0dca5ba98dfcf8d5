package io.pigato.broker;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How a broker chooses among workers with room. */
class BrokerStrategyTests {

	@Test
	void loadPrefersTheLeastBusyThenTheLongestIdle() {
		BrokerHarness broker = broker(DispatchStrategy.load());
		workers(broker, 3, 10);
		requests(broker, 1, 7);
		assertThat(counts(broker, 3)).containsExactly(3, 2, 2);
		broker.reply("w2", "c", "3", "1");
		broker.reply("w2", "c", "6", "1");
		requests(broker, 8, 8);
		assertThat(broker.takeRequests("w2")).containsExactly("8");
	}

	@Test
	void roundRobinTakesTurnsWhateverWorkersHold() {
		BrokerHarness broker = broker(DispatchStrategy.roundRobin());
		workers(broker, 3, 10);
		requests(broker, 1, 3);
		broker.reply("w0", "c", "1", "1");
		requests(broker, 4, 6);
		assertThat(broker.takeRequests("w0")).containsExactly("1", "4");
		assertThat(broker.takeRequests("w1")).containsExactly("2", "5");
		assertThat(broker.takeRequests("w2")).containsExactly("3", "6");
	}

	@Test
	void roundRobinTakesTurnsOverVersions() {
		BrokerHarness broker = broker(DispatchStrategy.roundRobin());
		broker.worker("w0", "echo@1.0.0", 10);
		broker.worker("w1", "echo@1.1.0", 10);
		IntStream.rangeClosed(1, 4).forEach((i) -> broker.request("c", "echo@^1", "" + i));
		assertThat(broker.takeRequests("w0")).containsExactly("1", "3");
		assertThat(broker.takeRequests("w1")).containsExactly("2", "4");
	}

	@Test
	void randomReachesAllWorkersAboutEquallyAndNoneBeyondItsRoom() {
		BrokerHarness broker = broker(DispatchStrategy.random());
		workers(broker, 4, -1);
		broker.worker("small", "echo", 1);
		requests(broker, 1, 4000);
		assertThat(counts(broker, 4)).allSatisfy((count) -> assertThat(count).isBetween(800, 1200));
		assertThat(broker.takeRequests("small")).hasSize(1);
		broker.reject("w0", "c", firstHeld(broker));
		assertThat(broker.state().queued()).isZero();
	}

	@Test
	void randomPassesByThoseThatHaveRejected() {
		BrokerHarness broker = broker(DispatchStrategy.random());
		workers(broker, 5, 10);
		requests(broker, 1, 1);
		for (int i = 0; i < 5; i++) {
			assertThat(broker.state().inFlight()).isOne();
			rejectWhoever(broker);
		}
		assertThat(broker.state().queued()).isOne();
	}

	@Test
	void ownStrategySeesTheWorkersWithRoomAndChooses() {
		List<String> seen = new ArrayList<>();
		BrokerHarness broker = broker((service, candidates) -> {
			candidates.forEach((one) -> seen.add(service + " " + one.workerId() + " " + one.serviceName() + " "
					+ one.inFlight() + "/" + one.concurrency()));
			return candidates.stream().max(Comparator.comparing(DispatchStrategy.Candidate::workerId)).orElseThrow();
		});
		broker.worker("a", "ech*", 1);
		broker.worker("b", "ech*", -1);
		broker.request("c", "echo", "1");
		broker.request("c", "echo", "2");
		assertThat(broker.takeRequests("b")).containsExactly("1", "2");
		assertThat(seen).contains("echo a ech* 0/1", "echo b ech* 0/-1", "echo b ech* 1/-1");
	}

	@Test
	void ownStrategyMayHaveARequestWaitUntilSomethingChanges() {
		BrokerHarness broker = broker((service, candidates) -> candidates.stream()
			.filter((one) -> service.equals("free") || one.workerId().equals("good"))
			.findFirst()
			.orElse(null));
		broker.worker("bad", "*", 5);
		broker.request("c", "picky", "1");
		broker.request("c", "picky", "2");
		broker.request("c", "free", "3");
		assertThat(broker.takeRequests("bad")).as("those behind are not blocked").containsExactly("3");
		broker.reply("bad", "c", "3", "1");
		broker.heartbeat("bad", "");
		assertThat(broker.state().queued()).isEqualTo(2);
		broker.worker("good", "*", 1);
		assertThat(broker.takeRequests("good")).isEmpty();
		assertThat(broker.state().inFlight()).isOne();
		broker.reply("good", "c", "1", "1");
		assertThat(broker.takeRequests("good")).containsExactly("2");
	}

	@Test
	void namesThatAStrategyHasWaitDoNotBlockOthersForEver() {
		Map<String, Integer> asked = new HashMap<>();
		BrokerHarness broker = broker((service, candidates) -> {
			asked.merge(service, 1, Integer::sum);
			return service.equals("last") && asked.get(service) > 1 ? candidates.get(0) : null;
		});
		broker.worker("w", "*", 5);
		IntStream.range(0, 250).forEach((i) -> broker.request("c", "n" + i, "" + i));
		broker.request("c", "last", "last");
		for (int i = 0; i < 3 && broker.state().inFlight() == 0; i++) {
			asked.replaceAll((name, count) -> name.equals("last") ? count : 0);
			broker.heartbeat("w", "");
			assertThat(asked.values().stream().mapToInt(Integer::intValue).sum()).isLessThan(250);
		}
		assertThat(broker.takeRequests("w")).containsExactly("last");
	}

	@Test
	void ownStrategyIsAskedAboutRejectedRequestsToo() {
		List<String> wanted = new ArrayList<>(List.of("a"));
		BrokerHarness broker = broker((service, candidates) -> candidates.stream()
			.filter((one) -> wanted.contains(one.workerId()))
			.findFirst()
			.orElse(null));
		broker.worker("a", "echo", 5);
		broker.worker("b", "echo", 5);
		requests(broker, 1, 2);
		broker.reject("a", "c", "1");
		broker.reject("a", "c", "2");
		assertThat(broker.state().queued()).isEqualTo(2);
		wanted.add("b");
		broker.heartbeat("b", "");
		assertThat(broker.takeRequests("b")).containsExactly("1", "2");
	}

	@Test
	void strategyThatFailsOrChoosesAStrangerIsReplacedByLoad() {
		List<DispatchStrategy.Candidate> old = new ArrayList<>();
		BrokerHarness broker = broker((service, candidates) -> {
			if (service.equals("throws")) {
				throw new IllegalStateException("on purpose");
			}
			if (service.equals("error")) {
				throw new AssertionError("on purpose");
			}
			if (old.isEmpty()) {
				old.addAll(candidates);
				return candidates.get(0);
			}
			return old.get(0);
		});
		broker.worker("a", "*", 1);
		broker.worker("b", "*", -1);
		broker.request("c", "first", "1");
		broker.request("c", "throws", "2");
		broker.request("c", "stranger", "3");
		broker.request("c", "error", "4");
		assertThat(broker.takeRequests("b")).containsExactly("2", "3", "4");
		assertThat(broker.events().stream().filter("strategy failed"::equals)).hasSize(3);
	}

	@Test
	void candidatesCannotBeChanged() {
		BrokerHarness broker = broker((service, candidates) -> {
			candidates.clear();
			return null;
		});
		workers(broker, 1, 1);
		requests(broker, 1, 1);
		assertThat(broker.takeRequests("w0")).containsExactly("1");
		assertThat(broker.events()).contains("strategy failed");
	}

	@Test
	void builtInStrategiesServeWithinAnOwnOne() {
		for (DispatchStrategy inner : List.of(DispatchStrategy.load(), DispatchStrategy.random(),
				DispatchStrategy.roundRobin())) {
			BrokerHarness broker = broker((service, candidates) -> inner.choose(service, candidates));
			workers(broker, 2, 3);
			requests(broker, 1, 7);
			assertThat(broker.state().inFlight()).isEqualTo(6);
			assertThat(broker.events()).doesNotContain("strategy failed");
		}
	}

	private static BrokerHarness broker(DispatchStrategy strategy) {
		return new BrokerHarness(BrokerLimits.DEFAULT, new DispatchPolicy(strategy, Availability.QUEUE));
	}

	private static void workers(BrokerHarness broker, int count, int concurrency) {
		IntStream.range(0, count).forEach((i) -> broker.worker("w" + i, "echo", concurrency));
	}

	private static void requests(BrokerHarness broker, int from, int to) {
		IntStream.rangeClosed(from, to).forEach((i) -> broker.request("c", "echo", "" + i));
	}

	private static List<Integer> counts(BrokerHarness broker, int workers) {
		return IntStream.range(0, workers).mapToObj((i) -> broker.takeRequests("w" + i).size()).toList();
	}

	private static String firstHeld(BrokerHarness broker) {
		for (int i = 4001; true; i++) {
			broker.request("c", "echo", "" + i);
			if (broker.takeRequests("w0").contains("" + i)) {
				return "" + i;
			}
		}
	}

	private static void rejectWhoever(BrokerHarness broker) {
		for (int i = 0; i < 5; i++) {
			if (!broker.takeRequests("w" + i).isEmpty()) {
				broker.reject("w" + i, "c", "1");
				return;
			}
		}
	}

}
