package io.pigato.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import io.pigato.broker.BrokerListener;
import io.pigato.broker.BrokerSnapshot;
import io.pigato.broker.PigatoBroker;
import io.pigato.broker.ServiceSnapshot;

/** A process with a broker. Prints where it is bound; says on demand what it holds. */
final class ChaosBroker implements BrokerListener {

	private static final int SERVICES = 1000;

	private final RecordFile record;

	private ChaosBroker(RecordFile record) {
		this.record = record;
	}

	public static void main(String[] args) throws IOException {
		ChildSettings settings = ChildSettings.parse(args);
		try (RecordFile record = settings.openRecord()) {
			PigatoBroker broker = PigatoBroker.builder()
				.transport(settings.engine())
				.bind("tcp://127.0.0.1:0")
				.heartbeat(settings.heartbeat(), ChildSettings.LIVENESS)
				.shutdownGrace(Duration.ofSeconds(2))
				.listener(new ChaosBroker(record))
				.build();
			broker.start();
			Commands.say(broker.endpoints().get(0));
			Commands commands = new Commands();
			while (!commands.next().equals("end")) {
				snapshot(broker, record);
			}
			broker.close();
			record.add(Event.ENDED);
		}
		System.exit(0);
	}

	@Override
	public void workerRegistered(String service, String workerId) {
		this.record.add(Event.WORKER_SEEN, workerId);
	}

	@Override
	public void workerLost(String service, String workerId, int inFlight) {
		this.record.add(Event.WORKER_LOST, workerId, inFlight);
	}

	private static void snapshot(PigatoBroker broker, RecordFile record) {
		List<ServiceSnapshot> services = broker.services(SERVICES).join();
		int held = services.stream().mapToInt((each) -> each.workers() + each.inFlight() + each.queued()).sum();
		BrokerSnapshot all = broker.snapshot();
		record.add(Event.SNAPSHOT, all.services(), all.workers(), all.clients(), all.queued(), all.queuedBytes(),
				all.inFlight(), held);
		long left = all.services() + all.workers() + all.clients() + all.queued() + all.queuedBytes() + all.inFlight()
				+ held;
		Commands.say((left == 0) ? "nothing" : all);
	}

}
