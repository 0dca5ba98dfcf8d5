package io.pigato.spring.exchange;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;

import io.pigato.client.PigatoClient;
import org.jspecify.annotations.Nullable;

/** Answers the calls of a proxy. */
record ExchangeInvocationHandler(ExchangeMethods methods, PigatoClient client) implements InvocationHandler {

	private static final Object[] NO_ARGUMENTS = {};

	@Override
	@SuppressWarnings("ReferenceEquality") // a proxy equals itself alone
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		@Nullable Object[] given = (arguments != null) ? arguments : NO_ARGUMENTS;
		ExchangeMethod exchange = this.methods.methods().get(method);
		if (exchange != null) {
			return exchange.invoke(this.client, given);
		}
		WrittenMethod written = this.methods.defaults().get(method);
		if (written != null) {
			return written.call(proxy, given);
		}
		return switch (method.getName()) {
			case "equals" -> proxy == given[0];
			case "hashCode" -> System.identityHashCode(proxy);
			default -> "PIGATO client " + this.methods.type().getName();
		};
	}

}
