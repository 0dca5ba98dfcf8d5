package io.pigato.spring.worker;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;

import jakarta.validation.Constraint;
import jakarta.validation.Valid;
import jakarta.validation.Validator;
import jakarta.validation.metadata.MethodDescriptor;
import jakarta.validation.metadata.ParameterDescriptor;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ClassUtils;

/**
 * Finds out what has to be checked before a method is called. Can be used where Jakarta
 * Validation is not on the class path; then nothing is.
 */
@FunctionalInterface
interface ArgumentChecks {

	/**
	 * The check for a method.
	 * @throws PigatoServiceDefinitionException if there should be one, but nothing could
	 * do it
	 */
	ArgumentCheck of(MethodOrigin origin);

	static ArgumentChecks of(BeanFactory beanFactory) {
		if (!ClassUtils.isPresent("jakarta.validation.Validator", ArgumentChecks.class.getClassLoader())) {
			return (origin) -> ArgumentCheck.NONE;
		}
		return new ByValidator(beanFactory.getBeanProvider(Validator.class).getIfAvailable());
	}

	/**
	 * By Jakarta Validation.
	 *
	 * @param validator the application's, if it has one
	 */
	record ByValidator(@Nullable Validator validator) implements ArgumentChecks {

		@Override
		public ArgumentCheck of(MethodOrigin origin) {
			if (this.validator == null) {
				checkUnneeded(origin);
				return ArgumentCheck.NONE;
			}
			return isConstrained(this.validator, origin)
					? new ConstraintCheck(this.validator.forExecutables(), origin.method()) : ArgumentCheck.NONE;
		}

		private static boolean isConstrained(Validator validator, MethodOrigin origin) {
			MethodDescriptor method = validator.getConstraintsForClass(origin.type())
				.getConstraintsForMethod(origin.method().getName(), origin.method().getParameterTypes());
			return method != null && method.getParameterDescriptors().stream().anyMatch(ByValidator::isConstrained);
		}

		/** Elements of a list and the like are not in what a method tells of itself. */
		private static boolean isConstrained(ParameterDescriptor parameter) {
			return parameter.hasConstraints() || parameter.isCascaded()
					|| !parameter.getConstrainedContainerElementTypes().isEmpty();
		}

		private static void checkUnneeded(MethodOrigin origin) {
			Stream<String> itself = Arrays.stream(new ServiceMethod(origin).namedParameters())
				.map((parameter) -> MergedAnnotations.from(parameter.getParameterAnnotations()))
				.flatMap(ByValidator::wanted);
			Stream.concat(itself, wantedOfElements(origin)).findFirst().ifPresent((wanted) -> {
				throw origin.unusable("it wants an argument to be @" + wanted + ", but there is no Validator.",
						"Add org.springframework.boot:spring-boot-starter-validation, or a "
								+ "jakarta.validation.Validator bean.");
			});
		}

		/** As the method has it, or the interface that declares it. */
		private static Stream<String> wantedOfElements(MethodOrigin origin) {
			Method declared = ClassUtils.getInterfaceMethodIfPossible(origin.method(), origin.type());
			return Stream.of(origin.method(), declared)
				.flatMap((method) -> Arrays.stream(method.getAnnotatedParameterTypes()))
				.flatMap(ByValidator::wantedOfElements);
		}

		private static Stream<String> wantedOfElements(AnnotatedType type) {
			return (type instanceof AnnotatedParameterizedType parameterized) ? Arrays
				.stream(parameterized.getAnnotatedActualTypeArguments())
				.flatMap((element) -> Stream.concat(wanted(MergedAnnotations.from(element)), wantedOfElements(element)))
					: Stream.empty();
		}

		/** The names of what a validator would have to look at. */
		private static Stream<String> wanted(MergedAnnotations annotations) {
			Stream<Class<?>> constraints = annotations.stream(Constraint.class)
				.map(MergedAnnotation::getMetaSource)
				.filter(Objects::nonNull)
				.map(MergedAnnotation::getType);
			return Stream.concat(annotations.stream(Valid.class).map((valid) -> Valid.class), constraints)
				.map(Class::getSimpleName);
		}

	}

}
