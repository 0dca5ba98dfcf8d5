package io.pigato.spring.exchange;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.generate.GenerationContext;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.annotation.ReflectiveRuntimeHintsRegistrar;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.aot.BeanRegistrationCode;
import org.springframework.beans.factory.aot.BeanRegistrationCodeFragments;
import org.springframework.beans.factory.aot.BeanRegistrationCodeFragmentsDecorator;
import org.springframework.beans.factory.config.ConstructorArgumentValues.ValueHolder;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.javapoet.ClassName;

/** Tells native images of the proxies that beans of interfaces are, and their methods. */
final class PigatoExchangeBeanRegistrationAotProcessor implements BeanRegistrationAotProcessor {

	PigatoExchangeBeanRegistrationAotProcessor() {
	}

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean bean) {
		if (bean.getBeanClass() != PigatoExchangeFactoryBean.class) {
			return null;
		}
		ValueHolder type = bean.getMergedBeanDefinition()
			.getConstructorArgumentValues()
			.getIndexedArgumentValue(0, null);
		if (type == null || !(type.getValue() instanceof Class<?> exchange)) {
			return null;
		}
		return new Contribution(exchange);
	}

	private record Contribution(Class<?> exchange) implements BeanRegistrationAotContribution {

		@Override
		public BeanRegistrationCodeFragments customizeBeanRegistrationCodeFragments(GenerationContext generation,
				BeanRegistrationCodeFragments code) {
			return new InItsPackage(code, this.exchange);
		}

		@Override
		public void applyTo(GenerationContext generation, BeanRegistrationCode code) {
			RuntimeHints hints = generation.getRuntimeHints();
			hints.proxies().registerJdkProxy(this.exchange);
			new ReflectiveRuntimeHintsRegistrar().registerRuntimeHints(hints, this.exchange);
		}

	}

	/** Code that may name an interface which only its package sees. */
	private static final class InItsPackage extends BeanRegistrationCodeFragmentsDecorator {

		private final Class<?> exchange;

		InItsPackage(BeanRegistrationCodeFragments delegate, Class<?> exchange) {
			super(delegate);
			this.exchange = exchange;
		}

		@Override
		public ClassName getTarget(RegisteredBean bean) {
			return ClassName.get(this.exchange);
		}

	}

}
