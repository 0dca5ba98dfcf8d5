package io.pigato.spring.lifecycle;

import java.util.List;
import java.util.function.Supplier;

import io.pigato.spring.client.PigatoClientInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * What the clients of a context have in common beside the settings of their builders.
 *
 * @param endpoint where their broker is unless a builder says otherwise; asked at each
 * attempt to connect
 * @param blockingCheck called before each request to that broker that would wait; throws
 * if waiting is of no use
 * @param interceptors who sees their requests, in order
 * @param events where to tell of their connections, or {@code null} for nowhere
 * @since 0.1.0
 */
public record PigatoClientSetup(Supplier<String> endpoint, Runnable blockingCheck,
		List<PigatoClientInterceptor> interceptors, @Nullable PigatoEvents events) {

	/** Takes a copy of the interceptors. */
	public PigatoClientSetup {
		interceptors = List.copyOf(interceptors);
	}

}
