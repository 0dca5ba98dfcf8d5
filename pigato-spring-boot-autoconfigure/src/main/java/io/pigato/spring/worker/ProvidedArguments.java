package io.pigato.spring.worker;

import io.pigato.worker.Reply;
import io.pigato.worker.ServiceRequest;
import org.springframework.core.MethodParameter;

/** Supplies the request and the reply. */
final class ProvidedArguments implements PigatoArgumentResolver {

	@Override
	public boolean supports(MethodParameter parameter) {
		Class<?> type = parameter.getParameterType();
		return type == ServiceRequest.class || type == Reply.class;
	}

	@Override
	public Object resolve(MethodParameter parameter, ServiceRequest request, Reply reply) {
		return (parameter.getParameterType() == Reply.class) ? reply : request;
	}

}
