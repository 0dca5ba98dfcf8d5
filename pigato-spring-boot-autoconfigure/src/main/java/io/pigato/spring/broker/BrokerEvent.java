package io.pigato.spring.broker;

/**
 * What happens at a broker and is counted.
 *
 * @since 0.1.0
 */
public enum BrokerEvent {

	/** A worker's final reply was passed on. */
	REQUEST_REPLIED,

	/** The broker answered a request itself. */
	REQUEST_ANSWERED,

	/** A request was answered from the reply cache. */
	REQUEST_CACHED,

	/** A request ended with an error of the broker's. */
	REQUEST_FAILED,

	/** A request was silent for longer than its time-out. */
	REQUEST_EXPIRED,

	/** A request was cancelled, or its client is gone. */
	REQUEST_CANCELLED,

	/** A request found no free worker and waits. */
	REQUEST_QUEUED,

	/** A request was given to a worker, for the first time or again. */
	REQUEST_DISPATCHED,

	/** A worker gave a request back. */
	REQUEST_REJECTED,

	/** A request's worker was lost and it waits for another. */
	REQUEST_RETRIED,

	/** A worker was registered. */
	WORKER_REGISTERED,

	/** A worker was lost or left. */
	WORKER_LOST,

	/** A client is gone. */
	CLIENT_GONE,

	/** The application's dispatch strategy failed. */
	STRATEGY_FAILED

}
