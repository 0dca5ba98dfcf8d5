package io.pigato.broker;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

import io.pigato.internal.Deadline;
import io.pigato.internal.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Workers by rank, against a list that is sorted anew each time. */
class RankedWorkersTests {

	private final RankedWorkers ranked = new RankedWorkers();

	private final List<WorkerRecord> plain = new ArrayList<>();

	@Test
	void nobodyIsFirstAmongNone() {
		assertThat(this.ranked.first()).isNull();
		WorkerRecord only = add(0);
		assertThat(this.ranked.first()).isSameAs(only);
		assertThat(this.ranked.next(only)).isNull();
		remove(only);
		assertThat(this.ranked.first()).isNull();
	}

	@Test
	void ranksBeyondTheGreatestAreEqual() {
		WorkerRecord first = add(1_000_000);
		WorkerRecord second = add(RankedWorkers.MAX_RANK);
		WorkerRecord less = add(RankedWorkers.MAX_RANK - 1);
		assertThat(inOrder()).containsExactly(less, first, second);
	}

	@ParameterizedTest
	@CsvSource({ "1, 3", "2, 64", "3, 65", "4, 1000", "5, 4096", "6, 10000" })
	void orderIsByRankThenByArrival(long seed, int ranks) {
		Random random = new Random(seed);
		for (int i = 0; i < 3000; i++) {
			if (this.plain.size() < 30 && random.nextInt(5) < 3) {
				add(random.nextInt(ranks));
			}
			else if (!this.plain.isEmpty()) {
				WorkerRecord moved = this.plain.get(random.nextInt(this.plain.size()));
				remove(moved);
			}
			List<WorkerRecord> sorted = new ArrayList<>(this.plain);
			sorted.sort(Comparator.comparingInt((worker) -> worker.rank));
			assertThat(inOrder()).containsExactlyElementsOf(sorted);
		}
	}

	private WorkerRecord add(int rank) {
		Service service = new Service(ServiceName.of(Frame.of("echo")), new WorkerPool.Order(true));
		WorkerRecord worker = new WorkerRecord(Frame.of("w"), service, deadline(), deadline());
		this.ranked.add(worker, rank);
		this.plain.add(worker);
		return worker;
	}

	private void remove(WorkerRecord worker) {
		this.ranked.remove(worker);
		this.plain.remove(worker);
	}

	private List<WorkerRecord> inOrder() {
		List<WorkerRecord> order = new ArrayList<>();
		for (WorkerRecord worker = this.ranked.first(); worker != null; worker = this.ranked.next(worker)) {
			order.add(worker);
		}
		return order;
	}

	private static Deadline deadline() {
		return new Deadline() {

			@Override
			protected void onDue(long nowNanos) {
			}

		};
	}

}
