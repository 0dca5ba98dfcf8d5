package io.pigato.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.pigato.worker.PigatoWorker;
import io.pigato.worker.Reply;
import io.pigato.worker.ServiceRequest;
import io.pigato.worker.WorkerListener;

/** A process with a worker that records what it begins, and does what it is asked. */
final class ChaosWorker implements WorkerListener {

	static final int COUNT = 3;

	private static final int CONCURRENCY = 16;

	private final String name;

	private final int index;

	private final RecordFile record;

	private final AtomicInteger entries = new AtomicInteger();

	private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();

	private ChaosWorker(String name, RecordFile record) {
		this.name = name;
		this.index = Integer.parseInt(name.substring("worker".length(), name.indexOf('.')));
		this.record = record;
	}

	public static void main(String[] args) throws IOException {
		ChildSettings settings = ChildSettings.parse(args);
		try (RecordFile record = settings.openRecord()) {
			ChaosWorker self = new ChaosWorker(settings.name(), record);
			PigatoWorker worker = PigatoWorker.builder()
				.transport(settings.engine())
				.endpoint(settings::currentEndpoint)
				.service(ChildSettings.SERVICE)
				.identityPrefix(settings.name())
				.concurrency(CONCURRENCY)
				.heartbeat(settings.heartbeat(), ChildSettings.LIVENESS)
				.reconnectDelay(ChildSettings.FIRST_PAUSE, ChildSettings.LONGEST_PAUSE)
				.shutdownGrace(Duration.ofSeconds(2))
				.handler(self::handle)
				.listener(self)
				.build();
			worker.start();
			Commands commands = new Commands();
			while (!commands.next().equals("end")) {
				// knows no other
			}
			worker.close();
			record.add(Event.ENDED);
		}
		System.exit(0);
	}

	@Override
	public void onRegister() {
		this.record.add(Event.CONNECTED);
		Commands.say("connected");
	}

	@Override
	public void onDisconnect(String reason) {
		this.record.add(Event.DISCONNECTED, reason.replaceAll("\\s+", "_"));
	}

	private void handle(ServiceRequest request, Reply reply) {
		String[] data = String.valueOf(request.data(String.class)).split(":");
		Task task = new Task(data[0], Kind.valueOf(data[1]), Integer.parseInt(data[2]),
				this.name + "/" + this.entries.incrementAndGet(), reply);
		this.record.add(Event.BEGUN, task.id, task.entry);
		switch (task.kind) {
			case SLOW -> this.later.schedule(() -> end(task), 1 + task.number % 30, TimeUnit.MILLISECONDS);
			case REJECT -> rejectOrEnd(task);
			case SILENT -> reply.onCancel(() -> {
				// the worker ends it
			});
			default -> end(task);
		}
	}

	private void rejectOrEnd(Task task) {
		if (task.number % COUNT == this.index) {
			this.record.add(Event.REJECTED, task.id, task.entry);
			task.reply.reject();
		}
		else {
			end(task);
		}
	}

	private void end(Task task) {
		try {
			int parts = task.kind.parts(task.number);
			for (int i = 0; i < parts; i++) {
				task.reply.write(task.payload(i));
			}
			this.record.add(Event.FINISHED, task.id, task.entry);
			if (task.kind == Kind.FAIL) {
				task.reply.error(Kind.ERROR_CODE, task.payload(0));
			}
			else {
				task.reply.end(task.payload(parts));
			}
		}
		catch (RuntimeException ex) {
			this.record.thrown(ex);
		}
	}

	private record Task(String id, Kind kind, int number, String entry, Reply reply) {

		String payload(int place) {
			return this.id + ":" + this.entry + ":" + place;
		}

	}

}
