package io.pigato.spring.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.pigato.spring.worker.PigatoServiceRegistration;
import io.pigato.spring.worker.PigatoWorkerInterceptor;
import io.pigato.worker.Reply;
import io.pigato.worker.RequestHandler;
import io.pigato.worker.ServiceRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;

/**
 * Observes the requests to the application's services, from the call of the handler to
 * the end of the reply. The handler is called within the observation's scope. Safe for
 * use by any thread.
 *
 * @since 0.1.0
 */
public final class PigatoWorkerObservations implements PigatoWorkerInterceptor, Ordered {

	/** Around interceptors of the application. */
	public static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 100;

	private static final PigatoWorkerObservationConvention DEFAULT = new DefaultPigatoWorkerObservationConvention();

	private final ObservationRegistry registry;

	private final @Nullable PigatoWorkerObservationConvention convention;

	private final ServiceLabels labels;

	/**
	 * Observes requests.
	 * @param registry is told
	 * @param convention names, or {@code null} for the default
	 * @param labels what stands for services in metrics
	 */
	public PigatoWorkerObservations(ObservationRegistry registry,
			@Nullable PigatoWorkerObservationConvention convention, ServiceLabels labels) {
		this.registry = registry;
		this.convention = convention;
		this.labels = labels;
	}

	@Override
	public PigatoWorkerInterceptor forService(PigatoServiceRegistration service) {
		return (request, reply, next) -> observe(service.name(), request, reply, next);
	}

	@Override
	public void intercept(ServiceRequest request, Reply reply, RequestHandler next) throws Exception {
		observe(request.service(), request, reply, next);
	}

	@Override
	public int getOrder() {
		return ORDER;
	}

	/**
	 * A failure ends the reply within the scope, so that what is logged names the trace.
	 */
	private static void handle(ServiceRequest request, ObservedReply reply, RequestHandler next) throws Exception {
		try {
			next.handle(request, reply);
		}
		catch (Throwable ex) {
			if (reply.isOver()) {
				throw ex;
			}
			if (ex instanceof InterruptedException) {
				Thread.currentThread().interrupt();
			}
			reply.fail(ex);
		}
	}

	private void observe(String service, ServiceRequest request, Reply reply, RequestHandler next) throws Exception {
		if (this.registry.isNoop()) {
			next.handle(request, reply);
			return;
		}
		PigatoWorkerObservationContext context = new PigatoWorkerObservationContext(request, service,
				this.labels.of(service));
		Observation observation = PigatoObservation.WORKER_REQUEST
			.observation(this.convention, DEFAULT, () -> context, this.registry)
			.start();
		ObservedReply observed = new ObservedReply(reply, observation, context);
		try (Observation.Scope scope = observation.openScope()) {
			handle(request, observed, next);
		}
		observed.handlerReturned();
	}

}
