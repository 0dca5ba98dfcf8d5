package io.pigato.spring.snippets;

import io.pigato.spring.worker.PigatoArgumentResolver;
import io.pigato.worker.Reply;
import io.pigato.worker.ServiceRequest;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;

// tag::resolver[]
@Component
class CustomerResolver implements PigatoArgumentResolver {

	@Override
	public boolean supports(MethodParameter parameter) {
		return parameter.getParameterType() == Customer.class;
	}

	@Override
	public Object resolve(MethodParameter parameter, ServiceRequest request, Reply reply) {
		return new Customer(request.headers().getOrDefault("customer", "nobody"));
	}

}
// end::resolver[]
