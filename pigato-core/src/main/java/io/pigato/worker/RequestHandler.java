package io.pigato.worker;

/**
 * What a worker does for a request.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface RequestHandler {

	/**
	 * Handles one request. It may return before the reply has ended and end it later,
	 * from any thread; the request counts as running until then.
	 * @param request what was asked
	 * @param reply where the answer goes
	 * @throws Exception any: ends the reply with an error, unless it has ended
	 */
	void handle(ServiceRequest request, Reply reply) throws Exception;

}
