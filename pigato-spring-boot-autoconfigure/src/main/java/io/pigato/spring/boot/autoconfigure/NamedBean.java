package io.pigato.spring.boot.autoconfigure;

import java.util.List;

import io.pigato.spring.worker.PigatoServiceDefinitionException;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * A bean that a service asks for by name.
 *
 * @param service the name of the service
 * @param role what it is to be
 * @param beanName its name
 */
record NamedBean(String service, String role, String beanName) {

	/**
	 * Gets the bean.
	 * @throws PigatoServiceDefinitionException if there is none of that name and type
	 */
	<T> T get(Class<T> type, ListableBeanFactory beans) {
		check(type, beans);
		return beans.getBean(this.beanName, type);
	}

	/**
	 * Finds out whether there is such a bean, without making it.
	 * @throws PigatoServiceDefinitionException if there is none of that name and type
	 */
	void check(Class<?> type, ListableBeanFactory beans) {
		if (!beans.containsBean(this.beanName)) {
			throw unusable("there is no bean of that name.", type, beans);
		}
		if (!beans.isTypeMatch(this.beanName, type)) {
			throw unusable("the bean of that name is of another type.", type, beans);
		}
	}

	private PigatoServiceDefinitionException unusable(String because, Class<?> type, ListableBeanFactory beans) {
		List<String> others = List.of(beans.getBeanNamesForType(type, true, false));
		return new PigatoServiceDefinitionException(
				"Service '" + this.service + "' names the " + this.role + " '" + this.beanName + "', but " + because,
				"Declare a bean '" + this.beanName + "' of type " + type.getName()
						+ (others.isEmpty() ? "." : ", or name one that is there: " + String.join(", ", others) + "."));
	}

}
