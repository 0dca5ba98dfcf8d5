package io.pigato.spring.worker;

import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.core.annotation.AnnotatedMethod;

/**
 * The parameters of a method, with the annotations that interfaces have on them, and with
 * generics as the bean's class settles them.
 */
final class ServiceMethod extends AnnotatedMethod {

	private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

	private final Class<?> type;

	ServiceMethod(MethodOrigin origin) {
		super(origin.method());
		this.type = origin.type();
	}

	MethodParameter[] namedParameters() {
		MethodParameter[] parameters = getMethodParameters();
		for (MethodParameter parameter : parameters) {
			parameter.initParameterNameDiscovery(NAMES);
		}
		return parameters;
	}

	@Override
	protected Class<?> getContainingClass() {
		return this.type;
	}

}
