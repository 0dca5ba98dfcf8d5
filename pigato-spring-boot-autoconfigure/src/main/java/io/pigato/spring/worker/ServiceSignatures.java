package io.pigato.spring.worker;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.stream.BaseStream;
import java.util.stream.Stream;

import io.pigato.payload.PayloadType;
import io.pigato.worker.Reply;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.GenericTypeResolver;
import org.springframework.core.KotlinDetector;
import org.springframework.core.MethodParameter;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.DefaultConversionService;

/**
 * Reads the signatures of service methods: decides where each parameter comes from, and
 * refuses what could not work.
 *
 * @param resolvers what supplies parameters, in order
 */
record ServiceSignatures(List<PigatoArgumentResolver> resolvers) {

	private static final List<Class<?>> NO_PAYLOADS = List.of(BaseStream.class, Flow.Publisher.class,
			CompletionStage.class);

	static ServiceSignatures of(ConfigurableListableBeanFactory beanFactory) {
		ConversionService conversion = beanFactory.getConversionService();
		HeaderArguments headers = new HeaderArguments(
				(conversion != null) ? conversion : DefaultConversionService.getSharedInstance());
		List<PigatoArgumentResolver> resolvers = new ArrayList<>(List.of(new ProvidedArguments(), headers));
		beanFactory.getBeanProvider(PigatoArgumentResolver.class).orderedStream().forEach(resolvers::add);
		return new ServiceSignatures(List.copyOf(resolvers));
	}

	/**
	 * Reads a signature.
	 * @throws PigatoServiceDefinitionException if it is not that of a service
	 */
	ServiceSignature read(MethodOrigin origin) {
		boolean ownsReply = Arrays.asList(origin.method().getParameterTypes()).contains(Reply.class);
		checkResult(origin, origin.method().getReturnType(), ownsReply);
		List<ServiceArgument> arguments = new ArrayList<>();
		int payloads = 0;
		for (MethodParameter parameter : new ServiceMethod(origin).namedParameters()) {
			PigatoArgumentResolver resolver = resolver(parameter, origin);
			payloads += (resolver != null) ? 0 : 1;
			arguments.add((resolver != null) ? (request, reply) -> resolver.resolve(parameter, request, reply)
					: payload(parameter, origin));
		}
		if (payloads > 1) {
			throw origin.unusable("it takes more than one payload.",
					"Let one parameter take the payload: where it has several parts, a record of them. Besides it "
							+ "there may be a Reply, a ServiceRequest, headers marked @PigatoHeader, and what a "
							+ "PigatoArgumentResolver bean supplies.");
		}
		return new ServiceSignature(List.copyOf(arguments), ownsReply);
	}

	private @Nullable PigatoArgumentResolver resolver(MethodParameter parameter, MethodOrigin origin) {
		for (PigatoArgumentResolver candidate : this.resolvers) {
			if (candidate.supports(parameter)) {
				if (candidate instanceof HeaderArguments headers) {
					headers.check(parameter, origin);
				}
				return candidate;
			}
		}
		return null;
	}

	private static ServiceArgument payload(MethodParameter parameter, MethodOrigin origin) {
		Class<?> plain = parameter.getParameterType();
		if (NO_PAYLOADS.stream().anyMatch((type) -> type.isAssignableFrom(plain)) || ReactiveResult.isReactive(plain)) {
			throw origin.unusable("it takes " + plain.getSimpleName() + ", but a request is one JSON value.",
					"Take the value itself, for several a List.");
		}
		Type type = GenericTypeResolver.resolveType(parameter.getGenericParameterType(), origin.type());
		PayloadType<?> payload = PayloadType.of(type);
		if (plain == Optional.class) {
			return (request, reply) -> {
				Object value = request.data(payload);
				return (value != null) ? value : Optional.empty();
			};
		}
		return (request, reply) -> request.data(payload);
	}

	private static void checkResult(MethodOrigin origin, Class<?> result, boolean ownsReply) {
		if (KotlinDetector.isSuspendingFunction(origin.method())) {
			throw origin.unusable("it is a suspending function of Kotlin.",
					"Return a CompletableFuture, as by future { } of kotlinx-coroutines-jdk8, or a Mono, as by mono { } "
							+ "of kotlinx-coroutines-reactor.");
		}
		if (ownsReply && result != void.class) {
			throw origin.unusable("it takes a Reply and returns " + result.getSimpleName() + " besides.",
					"Either return the reply and take no Reply, or return void and end the Reply.");
		}
		if (ReactiveResult.isReactive(result) && !ReactiveResult.isAdaptable(result)) {
			throw origin.unusable("it returns " + result.getSimpleName() + ", and nothing here can read that.",
					"Add io.projectreactor:reactor-core, or return a " + Flow.Publisher.class.getName() + ", a "
							+ CompletionStage.class.getSimpleName() + " or a " + Stream.class.getSimpleName() + ".");
		}
	}

}
