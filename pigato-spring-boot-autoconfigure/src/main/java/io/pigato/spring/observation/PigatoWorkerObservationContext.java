package io.pigato.spring.observation;

import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.RequestReplyReceiverContext;
import io.pigato.worker.ServiceRequest;

/**
 * A request to one of the application's services, whose trace is read from its headers.
 *
 * @since 0.1.0
 */
public class PigatoWorkerObservationContext extends RequestReplyReceiverContext<ServiceRequest, RequestOutcome> {

	private final ServiceRequest request;

	private final String service;

	private final String serviceLabel;

	private volatile RequestOutcome outcome = RequestOutcome.UNKNOWN;

	/**
	 * A context of a request that is about to be handled.
	 * @param request has the headers
	 * @param service the name that the worker has registered
	 * @param serviceLabel what stands for it in metrics
	 */
	public PigatoWorkerObservationContext(ServiceRequest request, String service, String serviceLabel) {
		super((carrier, name) -> carrier.headers().get(name), Kind.SERVER);
		this.request = request;
		this.service = service;
		this.serviceLabel = serviceLabel;
		setCarrier(request);
	}

	/**
	 * The request.
	 * @return what was asked, by whom
	 */
	public ServiceRequest getRequest() {
		return this.request;
	}

	/**
	 * The service that handles the request.
	 * @return the name that the worker has registered, which may stand for many
	 */
	public String getService() {
		return this.service;
	}

	/**
	 * What stands for the service in metrics.
	 * @return the name or {@code other}; only so many different ones
	 */
	public String getServiceLabel() {
		return this.serviceLabel;
	}

	/**
	 * How the request has ended.
	 * @return {@link RequestOutcome#UNKNOWN} until it has
	 */
	public RequestOutcome getOutcome() {
		return this.outcome;
	}

	void end(RequestOutcome how) {
		this.outcome = how;
		setResponse(how);
	}

}
