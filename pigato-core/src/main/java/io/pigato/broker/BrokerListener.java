package io.pigato.broker;

/**
 * Is told what a broker does, in the broker's own words. All methods are called on the
 * broker's loop: they must not block and should not allocate much. What they throw is
 * logged and lost. Names and ids may be anything a peer sent.
 *
 * @since 0.1.0
 */
public interface BrokerListener {

	/**
	 * A worker was registered.
	 * @param service the name it offers
	 * @param workerId its id
	 */
	default void workerRegistered(String service, String workerId) {
	}

	/**
	 * A worker was lost or left.
	 * @param service the name it offered
	 * @param workerId its id
	 * @param inFlight how many requests it held
	 */
	default void workerLost(String service, String workerId, int inFlight) {
	}

	/**
	 * A worker says that it takes more or fewer requests at once than before, or than the
	 * 100 that are assumed of one that has said nothing.
	 * @param service the name it offers
	 * @param workerId its id
	 * @param concurrency how many, 0 for none at present, -1 for no limit
	 */
	default void concurrencyChanged(String service, String workerId, int concurrency) {
	}

	/**
	 * A client is gone: it stayed away, was silent for too long, or did not take its
	 * replies. Each of its requests is reported as cancelled after this.
	 * @param clientId its id
	 * @param requests how many requests it had
	 */
	default void clientGone(String clientId, int requests) {
	}

	/**
	 * A request found no free worker and waits.
	 * @param service the name asked for
	 */
	default void requestQueued(String service) {
	}

	/**
	 * A request was given to a worker.
	 * @param service the name asked for
	 */
	default void requestDispatched(String service) {
	}

	/**
	 * A request was given back by a worker.
	 * @param service the name asked for
	 */
	default void requestRejected(String service) {
	}

	/**
	 * A request's worker was lost and it waits for another.
	 * @param service the name asked for
	 */
	default void requestRetried(String service) {
	}

	/**
	 * A worker's final reply was passed on.
	 * @param service the name asked for
	 * @param nanos from the receipt of the request
	 */
	default void requestReplied(String service, long nanos) {
	}

	/**
	 * The broker answered a request itself, without a worker, as service {@code $dir}.
	 * @param service the name asked for
	 */
	default void requestAnswered(String service) {
	}

	/**
	 * A request was answered from the reply cache, without a worker.
	 * @param service the name asked for
	 */
	default void requestAnsweredFromCache(String service) {
	}

	/**
	 * A request ended without a reply from a worker.
	 * @param service the name asked for
	 * @param code the broker's error code
	 */
	default void requestFailed(String service, String code) {
	}

	/**
	 * A request was silent for longer than its time-out.
	 * @param service the name asked for
	 */
	default void requestExpired(String service) {
	}

	/**
	 * A request was cancelled by its client, or its client is gone or takes no replies.
	 * @param service the name asked for
	 */
	default void requestCancelled(String service) {
	}

	/**
	 * A dispatch strategy of the application threw, or chose a worker that it was not
	 * offered; the least busy worker was taken instead.
	 * @param service the name asked for
	 * @param cause what it threw
	 */
	default void strategyFailed(String service, Throwable cause) {
	}

	/**
	 * Something was dropped.
	 * @param reason why
	 */
	default void dropped(DropReason reason) {
	}

	/**
	 * The transport refused or ended a connection for what its peer did. What was behind
	 * it is reported by itself, as the loss of a worker. Comes after {@link #dropped}
	 * with {@link DropReason#TRANSPORT} or {@link DropReason#MESSAGE_TOO_LARGE}. With
	 * {@link io.pigato.transport.Transport#JEROMQ} there is no telling connections apart,
	 * and only {@code dropped} is called.
	 * @param reason why
	 * @param detail for people: the peer's address, its identity if it has one, and what
	 * was wrong; one line of at most 200 printable characters
	 */
	default void connectionRefused(RefusalReason reason, String detail) {
	}

}
