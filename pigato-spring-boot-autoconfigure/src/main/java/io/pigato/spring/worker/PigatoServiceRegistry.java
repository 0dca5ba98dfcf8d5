package io.pigato.spring.worker;

import java.util.List;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * What the application offers: methods with
 * {@link io.pigato.spring.annotation.PigatoService @PigatoService} and beans of type
 * {@link PigatoServiceRegistration}. Looks for both, by type and without creating lazy
 * beans, when all singletons are there; puts the {@link PigatoWorkerInterceptor} and
 * {@link PigatoExceptionResolver} beans around them. Safe for use by any thread.
 *
 * @since 0.1.0
 */
public final class PigatoServiceRegistry implements SmartInitializingSingleton {

	private final ConfigurableListableBeanFactory beanFactory;

	private volatile List<PigatoServiceRegistration> registrations = List.of();

	/**
	 * An empty registry.
	 * @param beanFactory where services are looked for
	 */
	public PigatoServiceRegistry(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * Finds the services.
	 * @throws PigatoServiceDefinitionException if a method cannot be a service, or two
	 * have the same name or id
	 */
	@Override
	public void afterSingletonsInstantiated() {
		ServiceCollector services = new ServiceCollector();
		new ServiceMethodFinder(this.beanFactory).find(services);
		for (String beanName : this.beanFactory.getBeanNamesForType(PigatoServiceRegistration.class)) {
			PigatoServiceRegistration bean = this.beanFactory.getBean(beanName, PigatoServiceRegistration.class);
			services.add((bean.id() != null) ? bean : bean.withId(beanName), "bean '" + beanName + "'");
		}
		HandlerChain chain = HandlerChain.of(this.beanFactory);
		this.registrations = services.toList()
			.stream()
			.map((service) -> service.withHandler(chain.forService(service).around(service.handler())))
			.toList();
	}

	/**
	 * The services, each with an id and with all that is around its handler.
	 * @return an unmodifiable list, empty before all singletons are there
	 */
	public List<PigatoServiceRegistration> registrations() {
		return this.registrations;
	}

}
