package io.pigato.spring.exchange;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

import org.jspecify.annotations.Nullable;

/** A method that is written in an interface, to be called on its proxies. */
@FunctionalInterface
interface WrittenMethod {

	@Nullable Object call(Object proxy, @Nullable Object[] arguments) throws Throwable;

	/**
	 * Found as the interface itself would, which others may not see; where its module
	 * does not let in anybody, as all that may see it.
	 * @throws PigatoExchangeDefinitionException if it can be found by neither
	 */
	static WrittenMethod of(ExchangeOrigin origin) {
		Class<?> type = origin.type();
		Method method = origin.method();
		MethodType form = MethodType.methodType(method.getReturnType(), method.getParameterTypes());
		try {
			MethodHandle handle = MethodHandles.privateLookupIn(type, MethodHandles.lookup())
				.findSpecial(type, method.getName(), form, type);
			return (proxy, arguments) -> handle.bindTo(proxy).invokeWithArguments(arguments);
		}
		catch (ReflectiveOperationException ex) {
			if (isExported(method.getDeclaringClass())) {
				return (proxy, arguments) -> InvocationHandler.invokeDefault(proxy, method, arguments);
			}
			throw origin.problem("is a default method that cannot be called from here",
					"Open the package " + type.getPackageName() + " in its module-info.java");
		}
	}

	private static boolean isExported(Class<?> type) {
		return Modifier.isPublic(type.getModifiers())
				&& type.getModule().isExported(type.getPackageName(), WrittenMethod.class.getModule());
	}

}
