package io.pigato.spring.worker;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Where a service method was found.
 *
 * @param beanName the bean it belongs to
 * @param type the bean's class, as the user wrote it
 * @param method the method
 */
record MethodOrigin(String beanName, Class<?> type, Method method) {

	/**
	 * The complaint that the method cannot be a service.
	 * @param because what is wrong, the end of a sentence
	 * @param remedy what to write instead, whole sentences
	 */
	PigatoServiceDefinitionException unusable(String because, String remedy) {
		return new PigatoServiceDefinitionException("Method " + this + " cannot offer a service: " + because, remedy);
	}

	@Override
	public String toString() {
		String parameters = Arrays.stream(this.method.getParameterTypes())
			.map(Class::getSimpleName)
			.collect(Collectors.joining(", "));
		return this.type.getName() + "." + this.method.getName() + "(" + parameters + ") of bean '" + this.beanName
				+ "'";
	}

}
