package io.pigato.spring.exchange;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;
import java.util.stream.Stream;

import io.pigato.payload.PayloadType;
import org.springframework.core.GenericTypeResolver;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/** Finds out in which form a method has its reply. */
final class ExchangeResults {

	private static final Set<Class<?>> FUTURES = Set.of(CompletableFuture.class, CompletionStage.class, Future.class);

	private static final boolean REACTOR = ClassUtils.isPresent("reactor.core.publisher.Flux",
			ExchangeResults.class.getClassLoader());

	private ExchangeResults() {
	}

	static ExchangeResult of(ExchangeOrigin origin) {
		Type resolved = GenericTypeResolver.resolveType(origin.method().getGenericReturnType(), origin.type());
		ResolvableType result = ResolvableType.forType(resolved);
		Class<?> form = result.toClass();
		if (form == Optional.class) {
			PayloadType<?> type = element(origin, result);
			return (request) -> Optional.ofNullable(request.body(type));
		}
		if (FUTURES.contains(form)) {
			PayloadType<?> type = element(origin, result);
			return future(type);
		}
		if (form == Stream.class) {
			PayloadType<?> type = element(origin, result);
			return (request) -> request.stream(type);
		}
		if (form == Flow.Publisher.class) {
			PayloadType<?> type = element(origin, result);
			return (request) -> request.publisher(type);
		}
		return reactiveOrValue(origin, result);
	}

	@SuppressWarnings("FutureReturnValueIgnored") // it is the result
	private static ExchangeResult future(PayloadType<?> type) {
		return (request) -> request.future(type);
	}

	private static ExchangeResult reactiveOrValue(ExchangeOrigin origin, ResolvableType result) {
		Class<?> form = result.toClass();
		ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(form);
		if (REACTOR && adapter != null && form != Object.class) {
			PayloadType<?> type = adapter.isNoValue() ? PayloadType.of(Void.class) : element(origin, result);
			return ReactorResults.of(adapter, type);
		}
		if (Future.class.isAssignableFrom(form) || CompletionStage.class.isAssignableFrom(form)
				|| BaseStream.class.isAssignableFrom(form) || Flow.Publisher.class.isAssignableFrom(form)
				|| adapter != null || isReactive(form)) {
			throw origin.problem("returns " + form.getSimpleName() + ", in which form no reply can be had",
					"Write a value, Optional, CompletableFuture, Stream or Flow.Publisher, or with Reactor on the "
							+ "class path Mono or Flux");
		}
		checkConcrete(origin, result);
		PayloadType<?> type = PayloadType.of((form != void.class) ? result.getType() : Void.class);
		return (request) -> request.body(type);
	}

	private static boolean isReactive(Class<?> form) {
		return ClassUtils.getAllInterfacesForClassAsSet(form)
			.stream()
			.anyMatch((type) -> type.getName().equals("org.reactivestreams.Publisher"));
	}

	private static PayloadType<?> element(ExchangeOrigin origin, ResolvableType form) {
		String name = form.toClass().getSimpleName();
		if (!(form.getType() instanceof ParameterizedType)) {
			throw origin.problem("returns " + name + " without saying of what",
					"Write " + name + "<Price> with the type that replies are read as");
		}
		ResolvableType element = form.getGeneric(0);
		if (element.toClass() == Optional.class) {
			throw origin.problem("returns a " + name + " of Optional",
					"Write " + name + "<Price> with the type itself: a reply of null is null or empty there");
		}
		checkConcrete(origin, element);
		return PayloadType.of(element.getType());
	}

	private static void checkConcrete(ExchangeOrigin origin, ResolvableType type) {
		boolean variable = type.getType() instanceof TypeVariable<?> || type.hasUnresolvableGenerics();
		if (variable && !hasWildcard(type)) {
			throw origin.problem("has a type variable in its result, " + type.getType().getTypeName(),
					"Write the type that the reply is read as; a type parameter belongs to an interface that "
							+ "another one extends with the type itself");
		}
	}

	private static boolean hasWildcard(ResolvableType type) {
		return type.getType().getTypeName().contains("?");
	}

}
