package io.pigato.spring.worker;

import java.util.Objects;

import io.pigato.worker.RequestHandler;
import org.jspecify.annotations.Nullable;

/**
 * A service to offer. As a bean it is the programmatic form of
 * {@link io.pigato.spring.annotation.PigatoService @PigatoService}.
 *
 * @param name the service's name, not empty; a version or a trailing {@code *} is part of
 * it
 * @param handler what is done for a request
 * @param id what the application calls it; {@code null} for the name of the bean
 * @param concurrency how many requests it handles at once, 1 or more; {@code null} for
 * the application's default
 * @param executor the name of the {@link java.util.concurrent.Executor} bean that runs
 * the handler, for as many requests at once as the concurrency says; {@code null} for
 * PIGATO's own threads
 * @param broker the name of the {@code PigatoConnectionDetails} bean that tells where the
 * broker is; {@code null} for the application's own broker
 * @since 0.1.0
 */
public record PigatoServiceRegistration(String name, RequestHandler handler, @Nullable String id,
		@Nullable Integer concurrency, @Nullable String executor, @Nullable String broker) {

	/** Checks name and concurrency. */
	public PigatoServiceRegistration {
		Objects.requireNonNull(handler, "handler");
		if (name.isEmpty()) {
			throw new IllegalArgumentException("A service has a name: it must not be empty");
		}
		if (concurrency != null && concurrency < 1) {
			throw new IllegalArgumentException(
					"Service '" + name + "' handles at least 1 request at once, not " + concurrency);
		}
	}

	/**
	 * With the defaults.
	 * @param name the service's name
	 * @param handler what is done for a request
	 */
	public PigatoServiceRegistration(String name, RequestHandler handler) {
		this(name, handler, null, null, null, null);
	}

	/**
	 * With another id.
	 * @param newId what the application calls it
	 * @return a copy
	 */
	public PigatoServiceRegistration withId(String newId) {
		return new PigatoServiceRegistration(this.name, this.handler, newId, this.concurrency, this.executor,
				this.broker);
	}

	/**
	 * With a concurrency of its own.
	 * @param requests how many requests it handles at once, 1 or more
	 * @return a copy
	 */
	public PigatoServiceRegistration withConcurrency(int requests) {
		return new PigatoServiceRegistration(this.name, this.handler, this.id, requests, this.executor, this.broker);
	}

	/**
	 * With threads of its own.
	 * @param beanName the {@link java.util.concurrent.Executor} bean that runs the
	 * handler
	 * @return a copy
	 */
	public PigatoServiceRegistration withExecutor(String beanName) {
		return new PigatoServiceRegistration(this.name, this.handler, this.id, this.concurrency, beanName, this.broker);
	}

	/**
	 * On another broker.
	 * @param beanName the {@code PigatoConnectionDetails} bean that tells where it is
	 * @return a copy
	 */
	public PigatoServiceRegistration withBroker(String beanName) {
		return new PigatoServiceRegistration(this.name, this.handler, this.id, this.concurrency, this.executor,
				beanName);
	}

	/** With another handler, which is in front of this one's. */
	PigatoServiceRegistration withHandler(RequestHandler newHandler) {
		return new PigatoServiceRegistration(this.name, newHandler, this.id, this.concurrency, this.executor,
				this.broker);
	}

}
