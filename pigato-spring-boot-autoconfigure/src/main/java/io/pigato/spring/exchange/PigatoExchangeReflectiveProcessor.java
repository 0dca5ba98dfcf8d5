package io.pigato.spring.exchange;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;

import io.pigato.spring.annotation.PigatoHeader;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.annotation.ReflectiveProcessor;

/**
 * Tells native images of a method that is a request, and of the types of its payloads.
 */
final class PigatoExchangeReflectiveProcessor implements ReflectiveProcessor {

	private final BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();

	PigatoExchangeReflectiveProcessor() {
	}

	@Override
	public void registerReflectionHints(ReflectionHints hints, AnnotatedElement element) {
		if (element instanceof Method method) {
			register(hints, method);
		}
		if (element instanceof Class<?> type) {
			for (Method method : type.getMethods()) {
				register(hints, method);
			}
		}
	}

	private void register(ReflectionHints hints, Method method) {
		hints.registerMethod(method, ExecutableMode.INVOKE);
		for (Parameter parameter : method.getParameters()) {
			if (!parameter.isAnnotationPresent(PigatoHeader.class)
					&& !parameter.isAnnotationPresent(PigatoTarget.class)) {
				bind(hints, parameter.getParameterizedType());
			}
		}
		bind(hints, method.getGenericReturnType());
	}

	private void bind(ReflectionHints hints, Type type) {
		if (type != void.class) {
			this.binding.registerReflectionHints(hints, type);
		}
	}

}
