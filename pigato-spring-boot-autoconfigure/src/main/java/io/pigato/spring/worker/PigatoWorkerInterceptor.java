package io.pigato.spring.worker;

import io.pigato.worker.Reply;
import io.pigato.worker.RequestHandler;
import io.pigato.worker.ServiceRequest;

/**
 * Is around the handler of each request to this application's services, those of
 * {@link PigatoServiceRegistration} beans included. Beans of this type are called in
 * their order, the first as the outermost. Must be safe for use by any thread.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface PigatoWorkerInterceptor {

	/**
	 * Intercepts a request, on the thread that is going to call the handler.
	 * @param request what was asked
	 * @param reply where the answer goes; it may end long after the handler has returned:
	 * who wants to see it hands a {@link DelegatingReply} on
	 * @param next what comes next, to be called once with request and reply; or not at
	 * all, by who ends the reply itself or throws
	 * @throws Exception any: fails the request as if its handler had thrown it
	 */
	void intercept(ServiceRequest request, Reply reply, RequestHandler next) throws Exception;

	/**
	 * The interceptor for one service: for those that need to know what is registered,
	 * which is not what was asked for where a name is a wildcard. Called once for each
	 * service when the application starts.
	 * @param service what is offered
	 * @return by default this
	 */
	default PigatoWorkerInterceptor forService(PigatoServiceRegistration service) {
		return this;
	}

}
