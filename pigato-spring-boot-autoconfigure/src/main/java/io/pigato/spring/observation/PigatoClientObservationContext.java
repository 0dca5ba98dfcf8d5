package io.pigato.spring.observation;

import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.RequestReplySenderContext;
import io.pigato.RequestOptions;
import io.pigato.spring.client.PigatoClientInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * A request of one of the application's clients. Its trace travels in the headers.
 *
 * @since 0.1.0
 */
public class PigatoClientObservationContext
		extends RequestReplySenderContext<PigatoClientInterceptor.Request, RequestOutcome> {

	private final String service;

	private final String serviceLabel;

	private final RequestOptions options;

	private volatile RequestOutcome outcome = RequestOutcome.UNKNOWN;

	/**
	 * A context of a request that is about to be sent.
	 * @param request takes the headers
	 * @param serviceLabel what stands for the service in metrics
	 */
	public PigatoClientObservationContext(PigatoClientInterceptor.Request request, String serviceLabel) {
		super(PigatoClientObservationContext::setHeader, Kind.CLIENT);
		this.service = request.service();
		this.serviceLabel = serviceLabel;
		this.options = request.options();
		setCarrier(request);
		setRemoteServiceName(serviceLabel);
	}

	/**
	 * The service asked for.
	 * @return its name as the caller wrote it; any number of different ones
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
	 * How the request is to be treated.
	 * @return the options, without the trace's headers
	 */
	public RequestOptions getOptions() {
		return this.options;
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

	private static void setHeader(PigatoClientInterceptor.@Nullable Request request, String name, String value) {
		if (request != null) {
			request.header(name, value);
		}
	}

}
