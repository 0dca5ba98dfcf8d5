package io.pigato.samples.command;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.pigato.broker.PigatoBroker;
import io.pigato.transport.Transport;
import io.pigato.worker.PigatoWorker;
import io.pigato.worker.RequestHandler;
import io.pigato.worker.WorkerListener;

/** A Java broker, and workers that have registered. */
final class Setting implements AutoCloseable {

	private final Deque<PigatoWorker> workers = new ArrayDeque<>();

	private final PigatoBroker broker;

	Setting() {
		this(Transport.ZMTP);
	}

	Setting(Transport transport) {
		this.broker = PigatoBroker.builder()
			.bind("tcp://127.0.0.1:0")
			.transport(transport)
			.internalChannel("tcp://127.0.0.1:0")
			.shutdownGrace(Duration.ofSeconds(30))
			.build();
		this.broker.start();
	}

	PigatoBroker broker() {
		return this.broker;
	}

	String endpoint() {
		return this.broker.endpoints().get(0);
	}

	Setting with(String service, RequestHandler handler) {
		CountDownLatch registered = new CountDownLatch(1);
		PigatoWorker worker = PigatoWorker.builder()
			.endpoint(endpoint())
			.service(service)
			.handler(handler)
			.shutdownGrace(Duration.ofMillis(100))
			.listener(new WorkerListener() {
				@Override
				public void onRegister() {
					registered.countDown();
				}
			})
			.build();
		this.workers.push(worker);
		worker.start();
		try {
			if (!registered.await(30, TimeUnit.SECONDS)) {
				throw new IllegalStateException("not registered: " + worker.lastError());
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		return this;
	}

	@Override
	public void close() {
		this.workers.forEach(PigatoWorker::close);
		this.broker.close();
	}

}
