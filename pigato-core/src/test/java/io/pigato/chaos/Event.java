package io.pigato.chaos;

/** What a process can record. */
enum Event {

	/** At a client; the first word is the request's id. */
	ASKED, PART, REPLY, ERROR, CANCELLED,

	/** At a handler; the request's id, and which of all entries of handlers it is. */
	BEGUN, REJECTED, FINISHED,

	/** At a client or a worker. */
	CONNECTED, DISCONNECTED,

	/** At a broker. */
	WORKER_SEEN, WORKER_LOST, SNAPSHOT,

	/** What the conductor did to others; the first word is the process, or the fault. */
	KILLED, STOPPED, CONTINUED, FAULT, HEALED,

	/** Anywhere: what nobody caught, and the end in good order. */
	THROWN, ENDED

}
