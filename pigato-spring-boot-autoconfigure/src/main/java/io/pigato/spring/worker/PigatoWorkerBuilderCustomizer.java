package io.pigato.spring.worker;

import io.pigato.worker.PigatoWorker;

/**
 * Says more about the workers of this application, for example what they tell about
 * themselves or who listens. Beans of this type are called in their order, after the
 * properties have been applied, for each worker and again at each start.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface PigatoWorkerBuilderCustomizer {

	/**
	 * Customizes the builder.
	 * @param builder of a new worker
	 * @param service what the worker offers
	 */
	void customize(PigatoWorker.Builder builder, PigatoServiceRegistration service);

}
