package io.pigato.spring.lifecycle;

import io.pigato.spring.worker.PigatoServiceRegistration;
import io.pigato.transport.PigatoLoop;
import io.pigato.worker.PigatoWorker;

/**
 * Makes workers.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface PigatoWorkerFactory {

	/**
	 * Makes a worker for a service.
	 * @param service what it offers
	 * @param loop what it runs on
	 * @return a new worker, not started
	 */
	PigatoWorker create(PigatoServiceRegistration service, PigatoLoop loop);

}
