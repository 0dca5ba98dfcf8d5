package io.pigato.spring.exchange;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.EmbeddedValueResolverAware;
import org.springframework.util.Assert;
import org.springframework.util.StringValueResolver;

/**
 * Makes the bean of an interface that {@link ImportPigatoClients} names. It is checked at
 * the start; its client is asked for when the bean is. Not to be used by applications: it
 * is public for the code that is generated ahead of time.
 *
 * @param <T> the interface
 * @since 0.1.0
 */
public final class PigatoExchangeFactoryBean<T>
		implements FactoryBean<T>, BeanFactoryAware, EmbeddedValueResolverAware, InitializingBean {

	private final Class<T> type;

	private final String group;

	private @Nullable BeanFactory beans;

	private StringValueResolver values = (value) -> value;

	private @Nullable ExchangeMethods methods;

	/**
	 * A factory for one bean.
	 * @param type the interface
	 * @param group whose client it uses
	 */
	public PigatoExchangeFactoryBean(Class<T> type, String group) {
		this.type = type;
		this.group = group;
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beans = beanFactory;
	}

	@Override
	public void setEmbeddedValueResolver(StringValueResolver resolver) {
		this.values = resolver;
	}

	@Override
	public void afterPropertiesSet() {
		this.methods = ExchangeMethods.of(this.type, this.values);
	}

	@Override
	public T getObject() {
		Assert.state(this.beans != null && this.methods != null, "Not initialized");
		return PigatoExchangeProxyFactory.create(this.type, this.methods,
				this.beans.getBean(GroupClients.class).client(this.group));
	}

	@Override
	public Class<T> getObjectType() {
		return this.type;
	}

}
