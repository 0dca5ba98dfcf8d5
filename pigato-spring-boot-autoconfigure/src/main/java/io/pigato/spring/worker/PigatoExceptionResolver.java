package io.pigato.spring.worker;

import io.pigato.PigatoServiceException;
import io.pigato.worker.ServiceRequest;
import org.jspecify.annotations.Nullable;

/**
 * Says what the caller is told when a service fails. Beans of this type are asked in
 * their order, until one has an answer, about all failures but
 * {@link PigatoServiceException}, which says by itself what the caller is told: what a
 * method or {@link io.pigato.worker.RequestHandler handler} has thrown, what its stage or
 * publisher has ended with, what a reply was {@link io.pigato.worker.Reply#fail failed}
 * with, and that the payload was unreadable ({@link io.pigato.PigatoPayloadException
 * PigatoPayloadException}). Must be safe for use by any thread.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface PigatoExceptionResolver {

	/**
	 * Resolves a failure. What it throws is logged, and the failure stays as it was.
	 * @param failure what has happened, without what an asynchronous computation has
	 * wrapped around it
	 * @param request what was asked
	 * @return what the caller is told; then the failure itself is not logged but for
	 * debugging. {@code null} to leave it to others, and in the end to "internal error"
	 */
	@Nullable PigatoServiceException resolve(Throwable failure, ServiceRequest request);

}
