package io.pigato.spring.worker;

import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

import io.pigato.spring.annotation.PigatoService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ClassUtils;

/**
 * Finds the methods with {@link PigatoService} on all beans, by the beans' types alone.
 */
final class ServiceMethodFinder {

	private static final Logger logger = LoggerFactory.getLogger(ServiceMethodFinder.class);

	private final ConfigurableListableBeanFactory beanFactory;

	private final ServiceAttributes attributes;

	private final ServiceSignatures signatures;

	private final ArgumentChecks checks;

	ServiceMethodFinder(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
		this.attributes = new ServiceAttributes(beanFactory);
		this.signatures = ServiceSignatures.of(beanFactory);
		this.checks = ArgumentChecks.of(beanFactory);
	}

	void find(ServiceCollector services) {
		for (String beanName : this.beanFactory.getBeanNamesForType(Object.class)) {
			Class<?> type = ScopedProxyUtils.isScopedTarget(beanName) ? null : targetClass(beanName);
			if (type != null && AnnotationUtils.isCandidateClass(type, PigatoService.class)) {
				Class<?> userType = ClassUtils.getUserClass(type);
				annotatedMethods(beanName, type).forEach((method, annotation) -> {
					MethodOrigin origin = new MethodOrigin(beanName, userType, method);
					services.add(registration(origin, annotation), origin.toString());
				});
			}
		}
	}

	/** The class behind proxies; none for what is not resolvable, as with lazy beans. */
	private @Nullable Class<?> targetClass(String beanName) {
		try {
			Class<?> type = AutoProxyUtils.determineTargetClass(this.beanFactory, beanName);
			if (type != null && ScopedObject.class.isAssignableFrom(type)) {
				return AutoProxyUtils.determineTargetClass(this.beanFactory,
						ScopedProxyUtils.getTargetBeanName(beanName));
			}
			return type;
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("Bean '{}' has no type to look for services on", beanName, ex);
			return null;
		}
	}

	/** In an order that is the same each time, which reflection does not promise. */
	private Map<Method, PigatoService> annotatedMethods(String beanName, Class<?> type) {
		Map<Method, PigatoService> sorted = new TreeMap<>(
				Comparator.comparing(Method::getName).thenComparing(Method::toString));
		try {
			sorted.putAll(MethodIntrospector.selectMethods(type,
					(MethodIntrospector.MetadataLookup<PigatoService>) (method) -> AnnotatedElementUtils
						.findMergedAnnotation(method, PigatoService.class)));
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("The methods of bean '{}' cannot be read", beanName, ex);
		}
		return sorted;
	}

	private PigatoServiceRegistration registration(MethodOrigin origin, PigatoService annotation) {
		ServiceSignature signature = this.signatures.read(origin);
		ServiceMethodHandler handler = new ServiceMethodHandler(this.beanFactory, origin.beanName(),
				invocableMethod(origin), signature, this.checks.of(origin));
		return new PigatoServiceRegistration(this.attributes.name(annotation, origin), handler,
				this.attributes.id(annotation, origin), this.attributes.concurrency(annotation, origin),
				this.attributes.executor(annotation, origin), this.attributes.broker(annotation, origin));
	}

	private Method invocableMethod(MethodOrigin origin) {
		Class<?> beanType = this.beanFactory.getType(origin.beanName());
		try {
			Method method = AopUtils.selectInvocableMethod(origin.method(),
					(beanType != null) ? beanType : origin.type());
			method.trySetAccessible();
			return method;
		}
		catch (IllegalStateException ex) {
			throw origin.unusable("it cannot be called through the proxy of its bean.",
					"Declare it in the interface that the proxy implements, or have the class itself proxied "
							+ "(proxyTargetClass = true) and the method not private.");
		}
	}

}
