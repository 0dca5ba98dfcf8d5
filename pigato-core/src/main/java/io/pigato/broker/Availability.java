package io.pigato.broker;

/**
 * What a broker does with requests that no registered worker could ever serve, whatever
 * it is busy with: none offers the name, nor a wildcard that covers it, nor a version
 * that satisfies it.
 *
 * @since 0.1.0
 */
public enum Availability {

	/** They wait for such a worker, within their time-out. */
	QUEUE,

	/**
	 * They end at once with {@link io.pigato.ErrorCodes#NO_WORKER}, those included that
	 * wait when the last such worker goes.
	 */
	FAIL_FAST

}
