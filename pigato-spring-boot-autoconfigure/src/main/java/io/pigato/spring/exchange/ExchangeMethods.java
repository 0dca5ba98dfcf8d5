package io.pigato.spring.exchange;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;

import org.springframework.util.StringValueResolver;

/**
 * The methods that an interface has.
 *
 * @param type the interface
 * @param methods those that are requests
 * @param defaults those that are written in it, or in another that it extends
 */
record ExchangeMethods(Class<?> type, Map<Method, ExchangeMethod> methods, Map<Method, WrittenMethod> defaults) {

	static ExchangeMethods of(Class<?> type, StringValueResolver values) {
		if (!type.isInterface() || type.isAnnotation()) {
			throw new PigatoExchangeDefinitionException(type.getName() + " is no interface.",
					"Write the methods with @PigatoExchange into an interface: it is implemented for you.");
		}
		Map<Method, ExchangeMethod> methods = new HashMap<>();
		Map<Method, WrittenMethod> defaults = new HashMap<>();
		for (Method method : type.getMethods()) {
			if (Modifier.isAbstract(method.getModifiers())) {
				methods.put(method, ExchangeMethod.of(new ExchangeOrigin(type, method), values));
			}
			else if (method.isDefault()) {
				defaults.put(method, WrittenMethod.of(new ExchangeOrigin(type, method)));
			}
		}
		if (methods.isEmpty()) {
			throw new PigatoExchangeDefinitionException(type.getName() + " has no method that could be a request.",
					"Write methods with @PigatoExchange(\"name\") into it, or import another interface.");
		}
		return new ExchangeMethods(type, Map.copyOf(methods), Map.copyOf(defaults));
	}

}
