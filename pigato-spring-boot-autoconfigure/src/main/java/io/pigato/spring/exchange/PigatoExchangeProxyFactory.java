package io.pigato.spring.exchange;

import java.lang.reflect.Proxy;

import io.pigato.client.PigatoClient;
import org.springframework.util.StringValueResolver;

/**
 * Implements interfaces whose methods are {@link PigatoExchange requests}, for where
 * {@link ImportPigatoClients} does not fit. Safe for use by any thread.
 *
 * @since 0.1.0
 */
public final class PigatoExchangeProxyFactory {

	private final PigatoClient client;

	private final StringValueResolver values;

	private PigatoExchangeProxyFactory(PigatoClient client, StringValueResolver values) {
		this.client = client;
		this.values = values;
	}

	/**
	 * A factory without placeholders.
	 * @param client sends the requests
	 * @return a factory
	 */
	public static PigatoExchangeProxyFactory of(PigatoClient client) {
		return new PigatoExchangeProxyFactory(client, (value) -> value);
	}

	/**
	 * With placeholders.
	 * @param resolver what annotations say is resolved by it
	 * @return another factory
	 */
	public PigatoExchangeProxyFactory withValueResolver(StringValueResolver resolver) {
		return new PigatoExchangeProxyFactory(this.client, resolver);
	}

	/**
	 * Implements an interface.
	 * @param type the interface
	 * @param <T> the interface
	 * @return its implementation, safe for use by any thread
	 * @throws PigatoExchangeDefinitionException if a method cannot be a request
	 */
	public <T> T create(Class<T> type) {
		return create(type, ExchangeMethods.of(type, this.values), this.client);
	}

	static <T> T create(Class<T> type, ExchangeMethods methods, PigatoClient client) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
				new ExchangeInvocationHandler(methods, client)));
	}

}
