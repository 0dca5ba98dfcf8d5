package io.pigato.spring.worker;

import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import io.pigato.PigatoServiceException;
import io.pigato.worker.Reply;
import io.pigato.worker.RequestHandler;
import io.pigato.worker.ServiceRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the application's resolvers say what callers are told of failures.
 *
 * @param next what may fail
 * @param resolvers asked in this order
 */
record ResolvingHandler(RequestHandler next, List<PigatoExceptionResolver> resolvers) implements RequestHandler {

	private static final Logger logger = LoggerFactory.getLogger(ResolvingHandler.class);

	@Override
	public void handle(ServiceRequest request, Reply reply) throws Exception {
		try {
			this.next.handle(request, new ResolvingReply(request, reply));
		}
		catch (Throwable ex) {
			if (ex instanceof InterruptedException) {
				Thread.currentThread().interrupt();
			}
			Throwable resolved = resolve(ex, request);
			if (resolved instanceof Error error) {
				throw error;
			}
			throw (Exception) resolved;
		}
	}

	/** What the caller is to be told, or else the failure as it was. */
	private Throwable resolve(Throwable failure, ServiceRequest request) {
		Throwable actual = unwrap(failure);
		if (actual instanceof PigatoServiceException) {
			return failure;
		}
		for (PigatoExceptionResolver resolver : this.resolvers) {
			PigatoServiceException resolved = ask(resolver, actual, request);
			if (resolved != null) {
				logger.debug("Request {} of client {} failed and is answered with {}", request.id(), request.clientId(),
						resolved.code(), failure);
				return resolved;
			}
		}
		return failure;
	}

	private static @Nullable PigatoServiceException ask(PigatoExceptionResolver resolver, Throwable failure,
			ServiceRequest request) {
		try {
			return resolver.resolve(failure, request);
		}
		catch (Throwable ex) {
			logger.warn("A PigatoExceptionResolver has failed itself on request {}", request.id(), ex);
			return null;
		}
	}

	private static Throwable unwrap(Throwable failure) {
		Throwable cause = failure.getCause();
		boolean wrapped = failure instanceof CompletionException || failure instanceof ExecutionException;
		return (wrapped && cause != null) ? unwrap(cause) : failure;
	}

	private final class ResolvingReply extends DelegatingReply {

		private final ServiceRequest request;

		ResolvingReply(ServiceRequest request, Reply reply) {
			super(reply);
			this.request = request;
		}

		@Override
		public void fail(Throwable failure) {
			super.fail(resolve(failure, this.request));
		}

	}

}
