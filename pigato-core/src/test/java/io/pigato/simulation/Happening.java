package io.pigato.simulation;

/** What can happen in a simulation, counted to show that it did. */
enum Happening {

	/** Requests made by callers. */
	ASKED,

	/** Replies, partial replies and errors of handlers that reached their callers. */
	REPLIED, PARTIAL, HANDLER_ERROR,

	/** Ends that callers or their clients made. */
	CLIENT_TIMEOUT, CONNECTION_ERROR, CLOSED, CANCELLED_BY_CALLER, ABANDONED_BY_CALLER, RESENT, REPEATED_AT_ONCE,

	/** What the broker did with requests. */
	DISPATCHED, DISPATCHED_AFTER_WAITING, REJECTED, REJECTED_AFTER_PARTIAL, RETRIED, EXPIRED, CANCELLED, FORGOTTEN,
	ANSWERED_LATE,

	/** Errors that the broker made. */
	QUEUE_FULL, QUEUE_FULL_AGAIN, LIMIT, WORKER_LOST, TARGET_NOT_FOUND, NO_WORKER, NO_WORKER_AT_ALL, NO_WORKER_ANY_MORE,
	SHUTDOWN, ATTEMPTS_SPENT,

	/** Who served them. */
	TARGET_HIT, WILDCARD_HIT, RANGE_HIT, TRIAL, ALIAS,

	/** How brokers choose: brokers with a built-in strategy, choices of another one. */
	LOAD, ROUND_ROBIN, RANDOM, OWN_STRATEGY, STRATEGY_FAILED,

	/** What the broker answered itself: about all services, and about one. */
	DIRECTORY_ANSWERED, SERVICE_ANSWERED,

	/** What became of the replies that the broker may use again. */
	CACHEABLE, CACHE_HIT, CACHE_EXPIRED, CACHE_EVICTED, CACHE_SKIPPED,

	/** What the broker dropped. */
	DUPLICATE_REQUEST, UNEXPECTED_REPLY, NULL_PARTIAL, MALFORMED, UNKNOWN_CODE, UNKNOWN_WORKER, REFUSED_WORKER,
	CLIENT_FULL, CLIENT_GONE, ERROR_NOT_UNDERSTOOD,

	/** Signals that reached a worker. */
	HANDLER_CANCEL, HANDLER_HEARTBEAT,

	/** What befell peers and the broker. */
	WORKER_REGISTERED, WORKER_KILLED, WORKER_DRAINED, WORKER_CUT, WORKER_SILENT, WORKER_FULL, CONCURRENCY_CHANGED,
	CLIENT_CUT, CLIENT_VANISHED, CLIENT_BACK_IN_GRACE, GRACE_OVER, CLIENT_SILENT, CLIENT_CUT_OFF, STALLED_UP,
	STALLED_DOWN, LIE, BROKER_KILLED, BROKER_STOPPED, RETIRED_EMPTY

}
