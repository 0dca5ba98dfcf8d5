package io.pigato.spring.exchange;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
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
record ExchangeMethods(Class<?> type, Map<Method, ExchangeMethod> methods, Map<Method, MethodHandle> defaults) {

	static ExchangeMethods of(Class<?> type, StringValueResolver values) {
		if (!type.isInterface() || type.isAnnotation()) {
			throw new PigatoExchangeDefinitionException(type.getName() + " is no interface.",
					"Write the methods with @PigatoExchange into an interface: it is implemented for you.");
		}
		Map<Method, ExchangeMethod> methods = new HashMap<>();
		Map<Method, MethodHandle> defaults = new HashMap<>();
		for (Method method : type.getMethods()) {
			if (Modifier.isAbstract(method.getModifiers())) {
				methods.put(method, ExchangeMethod.of(new ExchangeOrigin(type, method), values));
			}
			else if (method.isDefault()) {
				defaults.put(method, written(new ExchangeOrigin(type, method)));
			}
		}
		if (methods.isEmpty()) {
			throw new PigatoExchangeDefinitionException(type.getName() + " has no method that could be a request.",
					"Write methods with @PigatoExchange(\"name\") into it, or import another interface.");
		}
		return new ExchangeMethods(type, Map.copyOf(methods), Map.copyOf(defaults));
	}

	/** Found as the interface itself would, which others may not see. */
	private static MethodHandle written(ExchangeOrigin origin) {
		Class<?> type = origin.type();
		Method method = origin.method();
		MethodType form = MethodType.methodType(method.getReturnType(), method.getParameterTypes());
		try {
			return MethodHandles.privateLookupIn(type, MethodHandles.lookup())
				.findSpecial(type, method.getName(), form, type);
		}
		catch (ReflectiveOperationException ex) {
			throw origin.problem("is a default method that cannot be called from here",
					"Open the package " + type.getPackageName() + " in its module-info.java");
		}
	}

}
