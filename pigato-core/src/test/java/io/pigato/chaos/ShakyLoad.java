package io.pigato.chaos;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.pigato.PigatoException;
import io.pigato.broker.PigatoBroker;
import io.pigato.client.PigatoClient;
import io.pigato.client.ReplyCallback;
import io.pigato.client.RequestHandle;
import io.pigato.transport.Transport;
import io.pigato.worker.PigatoWorker;
import io.pigato.worker.Reply;
import io.pigato.worker.ServiceRequest;
import org.jspecify.annotations.Nullable;

/**
 * A client and a worker behind proxies, both of which fail and are replaced; requests of
 * all kinds, for names that nobody serves too.
 */
final class ShakyLoad implements AutoCloseable {

	private static final String SERVICE = "shaky";

	private final Transport engine;

	private final Duration heartbeat;

	private final Proxy toClient = new Proxy();

	private final Proxy toWorker = new Proxy();

	private final Random random = new Random(1);

	private final CountDownLatch over = new CountDownLatch(1);

	private final AtomicLong asked = new AtomicLong();

	private final AtomicLong ended = new AtomicLong();

	private final Thread asker = new Thread(this::ask, "endurance-shaky");

	private volatile PigatoClient client;

	private PigatoWorker worker;

	private int faults;

	ShakyLoad(Transport engine, Duration heartbeat, PigatoBroker broker) {
		this.engine = engine;
		this.heartbeat = heartbeat;
		this.toClient.target(broker.endpoints().get(0));
		this.toWorker.target(broker.endpoints().get(0));
		this.client = newClient();
		this.worker = newWorker();
	}

	void start() {
		this.client.start();
		this.worker.start();
		this.asker.start();
	}

	long asked() {
		return this.asked.get();
	}

	/** How many have ended, in whatever way, each counted once. */
	long ended() {
		return this.ended.get();
	}

	int faults() {
		return this.faults;
	}

	/** One accident, for as long as it takes to be noticed, or less. */
	void suffer() throws InterruptedException {
		this.faults++;
		int which = this.random.nextInt(Fault.values().length + 2);
		if (which < Fault.values().length) {
			Proxy proxy = this.random.nextBoolean() ? this.toClient : this.toWorker;
			proxy.begin(Fault.values()[which]);
			pause(this.heartbeat.toMillis() * (1 + this.random.nextInt(6)));
			proxy.heal();
		}
		else if (which == Fault.values().length) {
			this.worker.close();
			this.worker = newWorker();
			this.worker.start();
		}
		else {
			PigatoClient old = this.client;
			this.client = newClient();
			this.client.start();
			old.close();
		}
		pause(this.heartbeat.toMillis() / 2);
	}

	boolean isWell() {
		return this.client.isConnected() && this.worker.isRegistered();
	}

	/** Asks nothing more. */
	void stop() throws InterruptedException {
		this.over.countDown();
		this.asker.join();
	}

	@Override
	public void close() throws Exception {
		stop();
		this.client.close();
		this.worker.close();
		this.toClient.close();
		this.toWorker.close();
	}

	private PigatoClient newClient() {
		return PigatoClient.builder()
			.transport(this.engine)
			.endpoint(this.toClient.endpoint())
			.heartbeat(this.heartbeat, ChildSettings.LIVENESS)
			.reconnectDelay(ChildSettings.FIRST_PAUSE, ChildSettings.LONGEST_PAUSE)
			.build();
	}

	private PigatoWorker newWorker() {
		return PigatoWorker.builder()
			.transport(this.engine)
			.endpoint(this.toWorker.endpoint())
			.service(SERVICE)
			.concurrency(8)
			.heartbeat(this.heartbeat, ChildSettings.LIVENESS)
			.reconnectDelay(ChildSettings.FIRST_PAUSE, ChildSettings.LONGEST_PAUSE)
			.shutdownGrace(Duration.ofMillis(50))
			.handler(ShakyLoad::handle)
			.build();
	}

	private static void handle(ServiceRequest request, Reply reply) {
		Kind kind = Kind.valueOf(String.valueOf(request.data(String.class)));
		switch (kind) {
			case STREAM -> {
				for (int i = 0; i < 20; i++) {
					reply.write(i);
				}
				reply.end();
			}
			case REJECT -> reply.reject();
			case FAIL -> reply.error(Kind.ERROR_CODE, "on purpose");
			case SILENT -> reply.onCancel(() -> {
				// the worker ends it
			});
			default -> reply.end();
		}
	}

	private void ask() {
		Random dice = new Random(2);
		try {
			while (!this.over.await(2, TimeUnit.MILLISECONDS)) {
				Kind kind = Kind.any(dice);
				boolean known = dice.nextInt(20) > 0;
				// A new name each: what nobody serves must not be remembered
				String service = known ? SERVICE : "nobody-" + this.asked.get();
				RequestHandle handle = ask(service, kind, known ? kind.timeoutMillis() : 100, dice.nextBoolean());
				if (dice.nextInt(20) == 0 && !handle.isDone()) {
					handle.cancel();
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private RequestHandle ask(String service, Kind kind, long timeoutMillis, boolean retry) {
		this.asked.incrementAndGet();
		PigatoClient.RequestSpec request = this.client.service(service)
			.data(kind)
			.timeout(Duration.ofMillis(timeoutMillis));
		return (retry ? request.retry() : request).retrieve().callback(Object.class, new ReplyCallback<>() {

			@Override
			public void onFinal(@Nullable Object value) {
				ShakyLoad.this.ended.incrementAndGet();
			}

			@Override
			public void onError(PigatoException error) {
				ShakyLoad.this.ended.incrementAndGet();
			}

		});
	}

	private void pause(long millis) throws InterruptedException {
		if (this.over.await(millis, TimeUnit.MILLISECONDS)) {
			this.toClient.heal();
			this.toWorker.heal();
		}
	}

}
