package io.pigato.spring.exchange;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Names a method in messages, and makes them exceptions. */
record ExchangeOrigin(Class<?> type, Method method) {

	PigatoExchangeDefinitionException problem(String problem, String remedy) {
		return new PigatoExchangeDefinitionException(this + " " + problem + ".", remedy + ".");
	}

	@Override
	public String toString() {
		String parameters = Arrays.stream(this.method.getParameterTypes())
			.map(Class::getSimpleName)
			.collect(Collectors.joining(", "));
		return "Method " + this.method.getName() + "(" + parameters + ") of " + this.type.getName();
	}

}
