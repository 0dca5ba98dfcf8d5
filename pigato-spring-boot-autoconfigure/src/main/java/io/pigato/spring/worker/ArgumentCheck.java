package io.pigato.spring.worker;

import org.jspecify.annotations.Nullable;

/** Checks the arguments of a service method before it is called. */
@FunctionalInterface
interface ArgumentCheck {

	/** Accepts everything. */
	ArgumentCheck NONE = (bean, arguments) -> {
	};

	/**
	 * Checks arguments.
	 * @param bean what the method is called on
	 * @param arguments in order
	 * @throws io.pigato.PigatoServiceException if they are not valid
	 */
	void check(Object bean, @Nullable Object[] arguments);

}
