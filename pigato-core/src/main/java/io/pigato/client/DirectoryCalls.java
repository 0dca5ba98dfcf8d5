package io.pigato.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import io.pigato.PigatoPayloadException;
import io.pigato.PigatoTimeoutException;
import io.pigato.RequestOptions;
import io.pigato.payload.PayloadType;
import org.jspecify.annotations.Nullable;

/** Asks the directory service of the broker, through any client. */
final class DirectoryCalls {

	private static final String SERVICE = "$dir";

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final PayloadType<Map<String, List<String>>> DIRECTORY = new PayloadType<>() {
	};

	private static final PayloadType<List<String>> IDS = new PayloadType<>() {
	};

	private DirectoryCalls() {
	}

	static CompletableFuture<ServiceDirectory> all(PigatoClient client) {
		return ask(client, null, DIRECTORY,
				(services) -> new ServiceDirectory((services != null) ? services : Map.of()));
	}

	static CompletableFuture<List<String>> workers(PigatoClient client, String service) {
		if (service.isEmpty()) {
			throw new IllegalArgumentException("A service has a name: it must not be empty");
		}
		return ask(client, service, IDS, (ids) -> (ids != null) ? List.copyOf(ids) : List.of());
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the actions do not fail
	private static <S, T> CompletableFuture<T> ask(PigatoClient client, @Nullable String data, PayloadType<S> type,
			Function<@Nullable S, T> result) {
		CompletableFuture<T> future = new CompletableFuture<>();
		CompletableFuture<@Nullable S> asked = client.service(SERVICE)
			.options(RequestOptions.DEFAULT.withTimeout(TIMEOUT))
			.data(data)
			.retrieve()
			.future(type);
		asked.whenComplete((value, error) -> {
			if (error != null) {
				future.completeExceptionally(explain(error));
				return;
			}
			try {
				future.complete(result.apply(value));
			}
			catch (RuntimeException ex) {
				future.completeExceptionally(new PigatoPayloadException("The directory makes no sense", ex));
			}
		});
		future.whenComplete((value, error) -> asked.cancel(false));
		return future;
	}

	private static Throwable explain(Throwable error) {
		return (error instanceof PigatoTimeoutException) ? new PigatoTimeoutException(
				"The broker has no directory, or it is slow: no reply from service '" + SERVICE + "' within "
						+ TIMEOUT.toMillis() + " ms. A Node.js broker needs its core service Directory to be running",
				error) : error;
	}

}
