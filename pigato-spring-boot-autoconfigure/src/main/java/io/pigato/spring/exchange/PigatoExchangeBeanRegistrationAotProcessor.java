package io.pigato.spring.exchange;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.annotation.ReflectiveRuntimeHintsRegistrar;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.config.ConstructorArgumentValues.ValueHolder;
import org.springframework.beans.factory.support.RegisteredBean;

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
		return (generation, code) -> {
			RuntimeHints hints = generation.getRuntimeHints();
			hints.proxies().registerJdkProxy(exchange);
			new ReflectiveRuntimeHintsRegistrar().registerRuntimeHints(hints, exchange);
		};
	}

}
