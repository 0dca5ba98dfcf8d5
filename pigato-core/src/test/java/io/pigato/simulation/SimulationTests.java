package io.pigato.simulation;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs many simulations. {@code -Dpigato.simulation.first=N -Dpigato.simulation.count=1}
 * runs the one of a seed again and prints what happened.
 */
class SimulationTests {

	private static final long FIRST = Long.getLong("pigato.simulation.first", 1);

	private static final long COUNT = Long.getLong("pigato.simulation.count", 3_000);

	/** With fewer, what is rare may not happen at all. */
	private static final long ENOUGH = 1_000;

	@Test
	@Timeout(value = 60, unit = TimeUnit.MINUTES)
	void everyRequestEndsOnceAndInOrderAndNothingIsLeft() {
		ManySeeds seeds = ManySeeds.run(FIRST, COUNT);
		if (COUNT == 1) {
			trace(FIRST).forEach(System.out::println);
		}
		System.out.println(seeds.report());
		assertThat(seeds.failures()).isEmpty();
		if (COUNT >= ENOUGH) {
			assertThat(seeds.coverage().missing()).as("what never happened in all seeds").isEmpty();
		}
	}

	@Test
	void theSameSeedGivesTheSameRun() {
		List<String> first = trace(7);
		List<String> second = trace(7);
		assertThat(second).hasSizeGreaterThan(1_000).isEqualTo(first);
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
	void aPlantedFaultIsNoticed(Fault fault) {
		List<String> complaints = LongStream.range(1, 17)
			.boxed()
			.flatMap((seed) -> new Simulation(seed, fault, false).run().violations().stream())
			.toList();
		assertThat(complaints).anyMatch((complaint) -> complaint.contains(fault.complaint()));
	}

	private static List<String> trace(long seed) {
		return ManySeeds.traced(seed).trace().lines();
	}

}
