package io.pigato.spring.worker;

import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.pigato.ErrorCodes;
import io.pigato.PigatoServiceException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.executable.ExecutableValidator;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;

/**
 * Checks arguments against the constraints of their method. The caller is told of no more
 * than the first hundred violations, in an order that is the same each time.
 *
 * @param validator what knows the constraints
 * @param method the method as the bean's class has it
 */
record ConstraintCheck(ExecutableValidator validator, Method method) implements ArgumentCheck {

	private static final int MOST_TOLD = 100;

	private static final int MOST_IN_MESSAGE = 3;

	@Override
	public void check(Object bean, @Nullable Object[] arguments) {
		Object target = AopProxyUtils.getSingletonTarget(bean);
		Set<ConstraintViolation<Object>> violations = this.validator
			.validateParameters((target != null) ? target : bean, this.method, arguments);
		if (!violations.isEmpty()) {
			throw refusal(violations);
		}
	}

	private PigatoServiceException refusal(Set<ConstraintViolation<Object>> violations) {
		List<Map<String, String>> told = violations.stream()
			.map((violation) -> Map.of("path", path(violation.getPropertyPath()), "message", violation.getMessage()))
			.sorted(Comparator.<Map<String, String>, String>comparing((violation) -> violation.getOrDefault("path", ""))
				.thenComparing((violation) -> violation.getOrDefault("message", "")))
			.limit(MOST_TOLD)
			.toList();
		String first = told.stream()
			.limit(MOST_IN_MESSAGE)
			.map((violation) -> violation.get("path") + " " + violation.get("message"))
			.collect(Collectors.joining("; "));
		int others = violations.size() - Math.min(violations.size(), MOST_IN_MESSAGE);
		return new PigatoServiceException(ErrorCodes.VALIDATION,
				first + ((others > 0) ? "; and " + others + " more" : ""), told);
	}

	/** From the payload on: neither the method's name nor, before others, its own. */
	private String path(Path path) {
		String inMethod = withoutPrefix(path.toString(), this.method.getName() + ".");
		int dot = inMethod.indexOf('.');
		boolean throughParameter = dot > 0 && !inMethod.substring(0, dot).contains("[");
		return throughParameter ? inMethod.substring(dot + 1) : inMethod;
	}

	private static String withoutPrefix(String text, String prefix) {
		return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
	}

}
