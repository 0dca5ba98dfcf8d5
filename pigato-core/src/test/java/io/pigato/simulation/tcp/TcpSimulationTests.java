package io.pigato.simulation.tcp;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.pigato.simulation.tcp.TcpLedger.Event;
import io.pigato.transport.Transport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs simulations over TCP on each engine.
 * {@code -Dpigato.simulation.tcp.first=N -Dpigato.simulation.tcp.count=1} follows the
 * plan of a seed again.
 */
class TcpSimulationTests {

	private static final long FIRST = Long.getLong("pigato.simulation.tcp.first", 1);

	private static final long COUNT = Long.getLong("pigato.simulation.tcp.count", 3);

	@ParameterizedTest
	@EnumSource
	@Timeout(value = 60, unit = TimeUnit.MINUTES)
	void everyRequestEndsOnceAndInOrderAndNothingIsLeft(Transport transport) throws Exception {
		Map<Event, Integer> events = new EnumMap<>(Event.class);
		List<String> violations = new ArrayList<>();
		for (long seed = FIRST; seed < FIRST + COUNT; seed++) {
			TcpLedger ledger = new TcpSimulation(seed, transport).run();
			ledger.addTo(events);
			for (String violation : ledger.violations()) {
				violations.add("seed " + seed + ": " + violation);
			}
		}
		System.out.println(COUNT + " simulations over TCP on " + transport + ": " + events);
		assertThat(violations).isEmpty();
		if (COUNT > 1) {
			assertThat(events).as("what never happened").doesNotContainValue(0);
		}
	}

}
