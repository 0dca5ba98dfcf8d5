package io.pigato.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.pigato.chaos.ChaosPlan.Accident;
import io.pigato.chaos.ChaosPlan.Role;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A broker, workers and clients in processes of their own, and what befalls them. The
 * last of the workers and of the clients have a proxy between them and the broker.
 */
final class ChaosRun implements AutoCloseable {

	static final String CONDUCTOR = "conductor";

	private static final int PATIENCE_MILLIS = 90_000;

	private final ChaosPlan plan;

	private final Path folder;

	private final RecordFile record;

	private final Seat broker = new Seat(Role.BROKER, 0, null);

	private final List<Seat> workers = new ArrayList<>();

	private final List<Seat> clients = new ArrayList<>();

	private int kills;

	ChaosRun(ChaosPlan plan, Path folder) {
		this.plan = plan;
		this.folder = folder;
		this.record = new RecordFile(folder, CONDUCTOR);
		for (int i = 0; i < ChaosWorker.COUNT; i++) {
			this.workers.add(new Seat(Role.WORKER, i, (i == ChaosWorker.COUNT - 1) ? new Proxy() : null));
		}
		for (int i = 0; i < ChaosPlan.CLIENTS; i++) {
			this.clients.add(new Seat(Role.CLIENT, i, (i == ChaosPlan.CLIENTS - 1) ? new Proxy() : null));
		}
	}

	/** Runs it to its end, in good order, and leaves the records in the folder. */
	void run() throws IOException, InterruptedException {
		startBroker();
		for (Seat each : all()) {
			each.start();
		}
		for (Seat each : all()) {
			each.awaitConnected();
		}
		long end = System.nanoTime() + this.plan.limit().toNanos();
		ChaosPlan.Accidents accidents = this.plan.accidents();
		while (System.nanoTime() < end && (this.kills < this.plan.kills() || asked() < this.plan.requests())) {
			pause(accidents.calmMillis());
			happen(accidents.next());
		}
		calmDown();
	}

	/** How many processes were killed, each of which was seen to have ended by it. */
	int kills() {
		return this.kills;
	}

	@Override
	public void close() throws IOException {
		for (Seat each : all()) {
			each.close();
		}
		this.broker.close();
		this.record.close();
	}

	private List<Seat> all() {
		List<Seat> all = new ArrayList<>(this.workers);
		all.addAll(this.clients);
		return all;
	}

	private int asked() {
		return this.clients.stream().mapToInt(Seat::asked).sum();
	}

	private Seat seat(Accident accident) {
		return switch (accident.role()) {
			case BROKER -> this.broker;
			case WORKER -> this.workers.get(accident.index());
			case CLIENT -> this.clients.get(accident.index());
		};
	}

	private void happen(Accident accident) throws IOException, InterruptedException {
		switch (accident.deed()) {
			case KILL -> kill(seat(accident));
			case STOP -> stop(seat(accident), accident.millis());
			case FAULT -> {
				List<Seat> some = (accident.role() == Role.WORKER) ? this.workers : this.clients;
				fault(some.get(some.size() - 1), accident);
			}
		}
	}

	private void kill(Seat seat) throws IOException, InterruptedException {
		ChildJvm child = seat.child();
		this.record.add(child.kill(), Event.KILLED, child.name());
		this.kills++;
		if (seat == this.broker) {
			startBroker();
		}
		else {
			seat.start();
			seat.awaitConnected();
		}
	}

	private void stop(Seat seat, int millis) throws IOException, InterruptedException {
		ChildJvm child = seat.child();
		this.record.add(child.stop(), Event.STOPPED, child.name());
		pause(millis);
		this.record.add(Event.CONTINUED, child.name());
		child.resume();
	}

	private void fault(Seat seat, Accident accident) throws InterruptedException {
		Proxy proxy = seat.proxy;
		if (proxy != null) {
			this.record.add(Event.FAULT, accident.fault(), seat.child().name());
			proxy.begin(accident.fault());
			pause(accident.millis());
			this.record.add(Event.HEALED, accident.fault());
			proxy.heal();
		}
	}

	private void startBroker() throws IOException, InterruptedException {
		this.broker.start();
		String endpoint = this.broker.child().nextLine();
		for (Seat each : all()) {
			if (each.proxy != null) {
				each.proxy.target(endpoint);
			}
		}
		Path fresh = Files.writeString(this.folder.resolve("endpoint.new"), endpoint);
		Files.move(fresh, this.folder.resolve(ChildSettings.ENDPOINT), StandardCopyOption.ATOMIC_MOVE);
	}

	/**
	 * All come to their end; what the broker holds is written down when it is nothing.
	 */
	private void calmDown() throws InterruptedException {
		for (Seat each : this.clients) {
			each.child().end();
		}
		for (Seat each : this.workers) {
			each.child().end();
		}
		long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
		ChildJvm last = this.broker.child();
		do {
			pause(ChaosPlan.HEARTBEAT_MILLIS);
			last.command("snapshot");
		}
		while (!last.nextLine().equals("nothing") && System.nanoTime() < end);
		last.end();
		this.record.add(Event.ENDED);
	}

	private static void pause(int millis) throws InterruptedException {
		assertThat(new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)).isFalse();
	}

	/** A place that one process after another takes. */
	private final class Seat {

		private final Role role;

		private final int index;

		private final @Nullable Proxy proxy;

		private @Nullable ChildJvm present;

		private int generation;

		private int askedBefore;

		Seat(Role role, int index, @Nullable Proxy proxy) {
			this.role = role;
			this.index = index;
			this.proxy = proxy;
		}

		void start() {
			if (this.present != null) {
				this.askedBefore += this.present.asked();
			}
			String name = this.role.name().toLowerCase(Locale.ROOT) + this.index + "." + ++this.generation;
			ChaosPlan plan = ChaosRun.this.plan;
			ChildSettings settings = new ChildSettings(name, ChaosRun.this.folder, plan.engine(),
					(this.proxy != null) ? this.proxy.endpoint() : "", ChaosPlan.HEARTBEAT_MILLIS, plan.rate(),
					plan.seed());
			this.present = ChildJvm.start(switch (this.role) {
				case BROKER -> ChaosBroker.class;
				case WORKER -> ChaosWorker.class;
				case CLIENT -> ChaosClient.class;
			}, settings);
		}

		void awaitConnected() throws InterruptedException {
			assertThat(child().nextLine()).isEqualTo("connected");
		}

		ChildJvm child() {
			ChildJvm now = this.present;
			if (now == null) {
				throw new IllegalStateException("The " + this.role + " was not started");
			}
			return now;
		}

		int asked() {
			return this.askedBefore + child().asked();
		}

		void close() throws IOException {
			if (this.present != null) {
				this.present.destroy();
			}
			if (this.proxy != null) {
				this.proxy.close();
			}
		}

	}

}
