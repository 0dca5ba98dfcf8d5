package io.pigato.spring.boot.test;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.pigato.spring.lifecycle.ManagedPigatoWorker;
import io.pigato.spring.lifecycle.PigatoWorkerFactory;
import io.pigato.spring.lifecycle.PigatoWorkerRegistry;
import io.pigato.spring.worker.PigatoServiceRegistration;
import io.pigato.transport.PigatoLoop;
import io.pigato.worker.PigatoWorker;
import io.pigato.worker.ServiceRequest;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for services that other applications offer:
 * {@code stubs.stub("greet").reply("hi")}. A bean of tests whose application has an
 * embedded broker and uses it, as by {@link AutoConfigureTestPigato}. Each stub is a
 * worker at that broker, its name also its id; after each test they are all gone. Safe
 * for use by any thread.
 *
 * @since 0.1.0
 */
public final class PigatoStubs implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final PigatoWorkerFactory factory;

	private final PigatoWorkerRegistry workers;

	private final Map<String, Stub> stubs = new LinkedHashMap<>();

	private @Nullable PigatoLoop loop;

	PigatoStubs(PigatoWorkerFactory factory, PigatoWorkerRegistry workers) {
		this.factory = factory;
		this.workers = workers;
	}

	/**
	 * The stub of a service: registered at the broker when this returns, and the same one
	 * until the end of the test.
	 * @param service its name, also one with a version or an asterisk
	 * @return what it does, to be said
	 * @throws IllegalStateException if the application offers the service itself, or the
	 * broker does not register it within 10 s
	 */
	public synchronized PigatoStub stub(String service) {
		Stub known = this.stubs.get(service);
		if (known != null) {
			return known.service();
		}
		requireForeign(service);
		Stub stub = open(service);
		this.stubs.put(service, stub);
		return stub.service();
	}

	/**
	 * The requests that have come to a stub in this test.
	 * @param service its name
	 * @return in the order of their arrival; none if nothing was stubbed
	 */
	public synchronized List<ServiceRequest> requests(String service) {
		Stub stub = this.stubs.get(service);
		return (stub != null) ? stub.service().requests() : List.of();
	}

	/** Closes all stubs. Done after each test. */
	public synchronized void reset() {
		List<Stub> all = List.copyOf(this.stubs.values());
		this.stubs.clear();
		all.forEach((stub) -> stub.service().end());
		all.forEach((stub) -> stub.worker().close());
	}

	@Override
	public synchronized void close() {
		reset();
		if (this.loop != null) {
			this.loop.close();
			this.loop = null;
		}
	}

	private Stub open(String name) {
		if (this.loop == null) {
			this.loop = PigatoLoop.start("pigato-stubs");
		}
		StubbedService service = new StubbedService();
		PigatoServiceRegistration registration = new PigatoServiceRegistration(name, service).withId(name);
		PigatoWorker worker = this.factory.create(registration, this.loop);
		worker.start();
		try {
			awaitRegistration(name, worker);
		}
		catch (RuntimeException ex) {
			worker.close();
			throw ex;
		}
		return new Stub(service, worker);
	}

	private void requireForeign(String service) {
		for (ManagedPigatoWorker worker : this.workers.workers()) {
			if (worker.service().equals(service) && worker.isRunning()) {
				throw new IllegalStateException("The application under test offers the service '" + service
						+ "' itself, so that requests would go to either. Leave it out of the test with "
						+ "pigato.worker.services[" + worker.id() + "].auto-startup=false");
			}
		}
	}

	private static void awaitRegistration(String service, PigatoWorker worker) {
		long end = System.nanoTime() + PATIENCE.toNanos();
		CountDownLatch never = new CountDownLatch(1);
		try {
			while (!worker.isRegistered()) {
				if (System.nanoTime() - end > 0) {
					throw new IllegalStateException(
							"The broker has not registered the stub of '" + service + "' within " + PATIENCE.toSeconds()
									+ " s" + worker.lastError().map((error) -> ": " + error).orElse(""));
				}
				never.await(1, TimeUnit.MILLISECONDS);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while the stub of '" + service + "' registered", ex);
		}
	}

	/**
	 * A stub at its broker.
	 *
	 * @param service what it does
	 * @param worker offers it
	 */
	private record Stub(StubbedService service, PigatoWorker worker) {

	}

}
