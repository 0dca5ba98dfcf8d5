package io.pigato.spring.exchange;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.pigato.client.PigatoClient;

/** A client that writes down what it is told, and answers nothing. */
final class RecordedClient {

	final List<String> calls = new ArrayList<>();

	private RecordedClient() {
	}

	static RecordedClient create() {
		return new RecordedClient();
	}

	PigatoClient client() {
		return record(PigatoClient.class);
	}

	private <T> T record(Class<T> type) {
		return type
			.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, (proxy, method, arguments) -> {
				this.calls
					.add(method.getName() + ((arguments != null) ? "(" + String.valueOf(arguments[0]) + ")" : "()"));
				Class<?> result = method.getReturnType();
				if (result == type) {
					return proxy;
				}
				if (result.isInterface() && result.getName().startsWith(PigatoClient.class.getName())) {
					return record(result);
				}
				return (result == CompletableFuture.class) ? new CompletableFuture<>()
						: ((result == Stream.class) ? Stream.empty() : null);
			}));
	}

}
