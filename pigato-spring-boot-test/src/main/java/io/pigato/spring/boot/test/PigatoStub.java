package io.pigato.spring.boot.test;

import java.util.List;
import java.util.function.Function;

import io.pigato.worker.RequestHandler;
import io.pigato.worker.ServiceRequest;
import org.jspecify.annotations.Nullable;

/**
 * A service that a test stands in for. What was said last holds for the requests that
 * come from then on; before anything was said, a request gets {@code null}. Safe for use
 * by any thread.
 *
 * @since 0.1.0
 */
public interface PigatoStub {

	/**
	 * Replies with a value.
	 * @param value written as JSON, may be {@code null}
	 * @return this
	 */
	PigatoStub reply(@Nullable Object value);

	/**
	 * Replies with what a function makes of the request. What it throws becomes an error,
	 * as in a service: the code and message of a {@code PigatoServiceException}, else
	 * {@code W_INTERNAL}.
	 * @param function called on a handler's thread
	 * @return this
	 */
	PigatoStub answer(Function<ServiceRequest, ? extends @Nullable Object> function);

	/**
	 * Replies with a stream: each value as a partial, and then an empty end.
	 * @param values written as JSON, none of them {@code null}
	 * @return this
	 */
	PigatoStub stream(Object... values);

	/**
	 * Replies with an error.
	 * @param code what the caller reads by {@code PigatoRemoteException.code()}
	 * @param message for people
	 * @return this
	 */
	PigatoStub error(String code, String message);

	/**
	 * Does not reply, so that a caller meets its time-out.
	 * @return this
	 */
	PigatoStub silence();

	/**
	 * Does what a handler does.
	 * @param handler which ends each reply
	 * @return this
	 */
	PigatoStub handle(RequestHandler handler);

	/**
	 * Has requests wait from now on, before anything else is done with them, until
	 * {@link #release()}: for tests of what happens meanwhile.
	 * @return this
	 */
	PigatoStub hold();

	/**
	 * Lets those go on that wait, and others no longer wait.
	 * @return this
	 */
	PigatoStub release();

	/**
	 * The requests that have come, held ones included.
	 * @return a copy, in the order of their arrival
	 */
	List<ServiceRequest> requests();

}
