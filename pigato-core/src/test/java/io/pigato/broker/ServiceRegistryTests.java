package io.pigato.broker;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import io.pigato.internal.Deadline;
import io.pigato.internal.Frame;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Names are bounded, and so is what they have to do with each other. */
class ServiceRegistryTests {

	private static final int MAX_NAMES = 1_000;

	private static final int FEW_SERVERS = 8;

	private final ServiceRegistry registry = new ServiceRegistry(MAX_NAMES, new WorkerPool.Order(true));

	@Test
	void rangesAndVersionsDoNotMultiplyBeyondTheLimit() {
		List<Service> ranges = IntStream.range(0, 800).mapToObj((i) -> asked("a@>=0.0." + i)).toList();
		List<WorkerRecord> workers = IntStream.range(0, 50).mapToObj((i) -> offer("a@1.0." + i)).toList();
		assertThat(ranges.stream().mapToInt((range) -> range.turns().size()).sum()).isBetween(MAX_NAMES,
				MAX_NAMES + 800 * FEW_SERVERS);
		assertThat(ranges).allMatch((range) -> range.turns().size() >= FEW_SERVERS);
		for (WorkerRecord worker : workers.subList(0, 49)) {
			this.registry.removeWorker(worker);
		}
		assertThat(ranges).allMatch((range) -> range.turns().get(0).server() == workers.get(49).service());
		this.registry.removeWorker(workers.get(49));
		ranges.forEach((range) -> {
			range.queued = 0;
			this.registry.release(range);
		});
		assertThat(this.registry.isEmpty()).isTrue();
	}

	@Test
	void aRangeIsServedByAllThatSatisfyItWhereThereIsRoom() {
		Service range = asked("b@^1");
		IntStream.range(0, 100).forEach((i) -> offer("b@1.0." + i));
		assertThat(range.turns()).hasSize(100);
	}

	private Service asked(String name) {
		Service service = Objects.requireNonNull(this.registry.match(Frame.of(name)));
		service.queued = 1;
		return service;
	}

	private WorkerRecord offer(String name) {
		WorkerRecord worker = new WorkerRecord(Frame.of("worker of " + name), this.registry.require(Frame.of(name)),
				new Never(), new Never());
		this.registry.addWorker(worker);
		return worker;
	}

	private static final class Never extends Deadline {

		@Override
		protected void onDue(long nowNanos) {
			throw new IllegalStateException("It was not scheduled");
		}

	}

}
