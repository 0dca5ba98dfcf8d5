package io.pigato.spring.worker;

import io.pigato.worker.Reply;
import io.pigato.worker.ServiceRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;

/**
 * Supplies parameters of service methods, for example the user that a header speaks of.
 * Beans of this type are asked in their order, after PIGATO's own (the request, the reply
 * and headers); the one parameter that none of them supplies takes the payload. Must be
 * safe for use by any thread.
 *
 * @since 0.1.0
 */
public interface PigatoArgumentResolver {

	/**
	 * Whether it supplies a parameter. Asked once for each parameter, when the
	 * application starts.
	 * @param parameter the parameter, with its type and annotations
	 * @return whether {@link #resolve resolve} is to be called for each request
	 */
	boolean supports(MethodParameter parameter);

	/**
	 * Supplies the value for one request, on the thread that calls the method.
	 * @param parameter a parameter that it supports
	 * @param request what was asked
	 * @param reply where the answer goes
	 * @return the value, of the parameter's type
	 * @throws Exception any: the method is not called, and the request fails as if the
	 * method had thrown it
	 */
	@Nullable Object resolve(MethodParameter parameter, ServiceRequest request, Reply reply) throws Exception;

}
