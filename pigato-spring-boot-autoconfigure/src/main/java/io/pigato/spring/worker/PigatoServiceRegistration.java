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
 * @since 0.1.0
 */
public record PigatoServiceRegistration(String name, RequestHandler handler, @Nullable String id,
		@Nullable Integer concurrency) {

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
		this(name, handler, null, null);
	}

	/**
	 * With another id.
	 * @param newId what the application calls it
	 * @return a copy
	 */
	public PigatoServiceRegistration withId(String newId) {
		return new PigatoServiceRegistration(this.name, this.handler, newId, this.concurrency);
	}

	/**
	 * With a concurrency of its own.
	 * @param requests how many requests it handles at once, 1 or more
	 * @return a copy
	 */
	public PigatoServiceRegistration withConcurrency(int requests) {
		return new PigatoServiceRegistration(this.name, this.handler, this.id, requests);
	}

}
