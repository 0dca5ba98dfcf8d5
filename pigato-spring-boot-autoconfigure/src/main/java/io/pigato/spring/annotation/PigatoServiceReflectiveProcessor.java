package io.pigato.spring.annotation;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.stream.BaseStream;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.annotation.ReflectiveProcessor;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;

/**
 * Tells native images of a method that is a service, and of the types of its payloads:
 * what it takes, and what is in what it returns.
 */
class PigatoServiceReflectiveProcessor implements ReflectiveProcessor {

	private static final Set<String> PROVIDED = Set.of("io.pigato.worker.Reply", "io.pigato.worker.ServiceRequest");

	private final BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();

	@Override
	public void registerReflectionHints(ReflectionHints hints, AnnotatedElement element) {
		if (element instanceof Method method) {
			hints.registerMethod(method, ExecutableMode.INVOKE);
			for (Parameter parameter : method.getParameters()) {
				if (isPayload(parameter)) {
					this.binding.registerReflectionHints(hints, content(parameter.getParameterizedType()));
				}
			}
			this.binding.registerReflectionHints(hints, content(method.getGenericReturnType()));
		}
	}

	private static boolean isPayload(Parameter parameter) {
		return !PROVIDED.contains(parameter.getType().getName()) && !parameter.isAnnotationPresent(PigatoHeader.class);
	}

	/** What is in a stage, a stream and the like; they themselves are not written. */
	private static Type content(Type type) {
		ResolvableType resolved = ResolvableType.forType(type);
		boolean container = resolved.hasGenerics() && isContainer(resolved.toClass());
		return container ? content(resolved.getGeneric(0).getType()) : type;
	}

	private static boolean isContainer(Class<?> type) {
		return type == Optional.class || CompletionStage.class.isAssignableFrom(type)
				|| BaseStream.class.isAssignableFrom(type) || Flow.Publisher.class.isAssignableFrom(type)
				|| ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) != null;
	}

}
