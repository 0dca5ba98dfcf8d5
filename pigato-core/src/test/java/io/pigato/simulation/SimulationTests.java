package io.pigato.simulation;

import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs many simulations. {@code -Dpigato.simulation.first=N -Dpigato.simulation.count=1}
 * runs the one of a seed again.
 */
class SimulationTests {

	private static final long FIRST = Long.getLong("pigato.simulation.first", 1);

	private static final long COUNT = Long.getLong("pigato.simulation.count", 300);

	@Test
	void everyRequestEndsOnceAndInOrderAndNothingIsLeft() {
		long replies = 0;
		long partials = 0;
		for (long seed = FIRST; seed < FIRST + COUNT; seed++) {
			Ledger ledger = new Simulation(seed, Fault.NONE).run();
			assertThat(ledger.violations()).as("seed %d", seed).isEmpty();
			replies += ledger.replies();
			partials += ledger.partials();
		}
		assertThat(replies).as("replies of all seeds").isGreaterThan(COUNT * 50);
		assertThat(partials).as("partials of all seeds").isGreaterThan(COUNT * 50);
	}

	@Test
	void theSameSeedGivesTheSameRun() {
		Ledger first = new Simulation(7, Fault.NONE).run();
		Ledger second = new Simulation(7, Fault.NONE).run();
		assertThat(second.requests()).isEqualTo(first.requests());
		assertThat(second.replies()).isEqualTo(first.replies());
		assertThat(second.partials()).isEqualTo(first.partials());
	}

	@ParameterizedTest
	@EnumSource(names = { "DROP", "DOUBLE", "SWAP" })
	void aPlantedFaultIsNoticed(Fault fault) {
		boolean noticed = LongStream.range(1, 6)
			.anyMatch((seed) -> !new Simulation(seed, fault).run().violations().isEmpty());
		assertThat(noticed).isTrue();
	}

}
