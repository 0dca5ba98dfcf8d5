package io.pigato.spring.exchange;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.ClassUtils;

/**
 * Registers a bean for each interface that {@link ImportPigatoClients} names or finds.
 */
final class ImportPigatoClientsRegistrar implements ImportBeanDefinitionRegistrar {

	static final String GROUP_CLIENTS = "io.pigato.spring.exchange.groupClients";

	private final Environment environment;

	private final ResourceLoader resources;

	ImportPigatoClientsRegistrar(Environment environment, ResourceLoader resources) {
		this.environment = environment;
		this.resources = resources;
	}

	@Override
	public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
		if (!registry.containsBeanDefinition(GROUP_CLIENTS)) {
			RootBeanDefinition clients = new RootBeanDefinition(GroupClients.class);
			clients.setRole(BeanDefinition.ROLE_INFRASTRUCTURE);
			registry.registerBeanDefinition(GROUP_CLIENTS, clients);
		}
		annotations(importing).forEach((annotation) -> {
			String group = annotation.getString("group");
			types(annotation).forEach((type) -> register(type, group, registry));
		});
	}

	private static Stream<MergedAnnotation<ImportPigatoClients>> annotations(AnnotationMetadata importing) {
		MergedAnnotation<ImportPigatoClients.Container> container = importing.getAnnotations()
			.get(ImportPigatoClients.Container.class);
		Stream<MergedAnnotation<ImportPigatoClients>> contained = container.isPresent()
				? Arrays.stream(container.getAnnotationArray("value", ImportPigatoClients.class)) : Stream.empty();
		return Stream.concat(contained, importing.getAnnotations().stream(ImportPigatoClients.class));
	}

	private Set<Class<?>> types(MergedAnnotation<ImportPigatoClients> annotation) {
		Set<Class<?>> types = new LinkedHashSet<>(Arrays.asList(annotation.getClassArray("types")));
		Stream
			.concat(Arrays.stream(annotation.getStringArray("basePackages")),
					Arrays.stream(annotation.getClassArray("basePackageClasses")).map(Class::getPackageName))
			.flatMap((name) -> new ExchangeScanner(this.environment, this.resources).scan(name))
			.<Class<?>>map((name) -> ClassUtils.resolveClassName(name, this.resources.getClassLoader()))
			.filter((type) -> type.getTypeParameters().length == 0)
			.forEach(types::add);
		return types;
	}

	private static void register(Class<?> type, String group, BeanDefinitionRegistry registry) {
		String name = group + "#" + type.getName();
		if (registry.containsBeanDefinition(name)) {
			return;
		}
		RootBeanDefinition definition = new RootBeanDefinition(PigatoExchangeFactoryBean.class);
		definition.setTargetType(ResolvableType.forClassWithGenerics(PigatoExchangeFactoryBean.class, type));
		definition.getConstructorArgumentValues().addIndexedArgumentValue(0, type);
		definition.getConstructorArgumentValues().addIndexedArgumentValue(1, group);
		definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, group));
		registry.registerBeanDefinition(name, definition);
	}

}
