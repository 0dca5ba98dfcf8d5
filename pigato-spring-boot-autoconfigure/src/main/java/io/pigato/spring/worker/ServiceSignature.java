package io.pigato.spring.worker;

import java.lang.reflect.Method;
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
import io.pigato.worker.ServiceRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.GenericTypeResolver;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * What a service method takes, and whether it owns its reply.
 *
 * @param arguments one for each parameter, in order
 * @param ownsReply whether the method ends the reply itself
 */
record ServiceSignature(List<ServiceArgument> arguments, boolean ownsReply) {

	private static final List<Class<?>> NO_PAYLOADS = List.of(BaseStream.class, Flow.Publisher.class,
			CompletionStage.class);

	private static final String REACTIVE_STREAMS = "org.reactivestreams.Publisher";

	/**
	 * Reads a signature.
	 * @throws PigatoServiceDefinitionException if it is not that of a service
	 */
	static ServiceSignature of(MethodOrigin origin) {
		Method method = origin.method();
		List<Class<?>> types = Arrays.asList(method.getParameterTypes());
		boolean takesReply = types.contains(Reply.class);
		checkParameters(origin, types);
		checkResult(origin, method.getReturnType(), takesReply);
		List<ServiceArgument> arguments = new ArrayList<>();
		for (Type type : method.getGenericParameterTypes()) {
			arguments.add(argument(GenericTypeResolver.resolveType(type, origin.type())));
		}
		return new ServiceSignature(List.copyOf(arguments), takesReply);
	}

	@Nullable Object[] resolve(ServiceRequest request, Reply reply) {
		@Nullable Object[] values = new Object[this.arguments.size()];
		for (int i = 0; i < values.length; i++) {
			values[i] = this.arguments.get(i).resolve(request, reply);
		}
		return values;
	}

	private static ServiceArgument argument(Type type) {
		if (type == Reply.class) {
			return (request, reply) -> reply;
		}
		if (type == ServiceRequest.class) {
			return (request, reply) -> request;
		}
		PayloadType<?> payload = PayloadType.of(type);
		if (ResolvableType.forType(type).resolve() == Optional.class) {
			return (request, reply) -> {
				Object value = request.data(payload);
				return (value != null) ? value : Optional.empty();
			};
		}
		return (request, reply) -> request.data(payload);
	}

	private static void checkParameters(MethodOrigin origin, List<Class<?>> types) {
		List<Class<?>> payloads = types.stream().filter((type) -> !isProvided(type)).toList();
		long provided = types.stream().filter(ServiceSignature::isProvided).distinct().count();
		if (payloads.size() > 1 || payloads.size() + provided < types.size()) {
			throw origin.unusable("it takes more than a payload, a Reply and a ServiceRequest.",
					"Let one parameter take the payload: where it has several parts, a record of them. "
							+ "Besides it there may be one Reply and one ServiceRequest.");
		}
		for (Class<?> payload : payloads) {
			if (NO_PAYLOADS.stream().anyMatch((type) -> type.isAssignableFrom(payload)) || isReactive(payload)) {
				throw origin.unusable("it takes " + payload.getSimpleName() + ", but a request is one JSON value.",
						"Take the value itself, for several a List.");
			}
		}
	}

	private static void checkResult(MethodOrigin origin, Class<?> result, boolean takesReply) {
		if (takesReply && result != void.class) {
			throw origin.unusable("it takes a Reply and returns " + result.getSimpleName() + " besides.",
					"Either return the reply and take no Reply, or return void and end the Reply.");
		}
		if (isReactive(result)) {
			throw origin.unusable("it returns " + result.getSimpleName() + ", a Reactive Streams type.",
					"Return a " + Flow.Publisher.class.getName() + " (org.reactivestreams.FlowAdapters makes one), a "
							+ CompletionStage.class.getSimpleName() + " or a " + Stream.class.getSimpleName() + ".");
		}
	}

	private static boolean isProvided(Class<?> type) {
		return type == Reply.class || type == ServiceRequest.class;
	}

	private static boolean isReactive(Class<?> type) {
		return type.getName().equals(REACTIVE_STREAMS) || ClassUtils.getAllInterfacesForClassAsSet(type)
			.stream()
			.anyMatch((implemented) -> implemented.getName().equals(REACTIVE_STREAMS));
	}

}
