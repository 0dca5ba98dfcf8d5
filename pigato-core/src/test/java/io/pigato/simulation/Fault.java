package io.pigato.simulation;

import java.util.function.BiFunction;

/** A fault planted between the broker and what watches it, to show that it is noticed. */
enum Fault {

	/** None. */
	NONE("", Tampering::new),

	/** A partial is lost. */
	DROP("in place of", Tamperings.Drop::new),

	/** A partial comes twice. */
	DOUBLE("in place of", Tamperings.Double::new),

	/** A reply is that to another request. */
	SWAP("got the answer to another request", Tamperings.Swap::new),

	/** A partial overtakes another. */
	REORDER("in place of", Tamperings.Reorder::new),

	/** A worker is given more than it takes. */
	OVERLOAD("beyond its concurrency", Tamperings.Overload::new),

	/** A request comes back to the worker that rejected it. */
	BACK_TO_REJECTER("again", Tamperings.BackToRejecter::new),

	/** A request goes to the worker of another service. */
	WRONG_SERVICE("of another service", Tamperings.WrongService::new),

	/** A request overtakes another. */
	OVERTAKE("was served before", Tamperings.Overtake::new),

	/** A reply goes to another client. */
	WRONG_CLIENT("got a reply to what it did not send", Tamperings.WrongClient::new),

	/** A request is repeated though part of its reply has left. */
	RETRY_AFTER_PARTIAL("after a partial", Tamperings.RetryAfterPartial::new),

	/** A time-out does not count. */
	NO_EXPIRY("after its end", Tamperings.NoExpiry::new),

	/** A request that has ended is still held. */
	LEAK("can be live", Tamperings.Leak::new),

	/** A request is forgotten as it comes. */
	LOSE("must be live", Tamperings.Lose::new),

	/** A request is refused though there is a worker for it. */
	REFUSE("though a worker could serve it", Tamperings.Refuse::new),

	/** The directory leaves out a worker. */
	MISSING_IN_DIRECTORY("the directory", Tamperings.MissingInDirectory::new),

	/** A stored reply is used for longer than it may be. */
	STALE_REPLY("from the cache with what has expired", CacheTamperings.Stale::new),

	/** A stored reply is used for other data. */
	REPLY_OF_ANOTHER("from the cache with what is not stored for it", CacheTamperings.OfAnother::new),

	/** A stored reply is used though the client wants a new one. */
	UNWANTED_REPLY("from a cache that is not for it", CacheTamperings.Unwanted::new),

	/** A stored reply is not used. */
	UNUSED_REPLY("was not answered from the cache", CacheTamperings.Unused::new);

	private final String complaint;

	private final BiFunction<BrokerProcess, Long, Tampering> maker;

	Fault(String complaint, BiFunction<BrokerProcess, Long, Tampering> maker) {
		this.complaint = complaint;
		this.maker = maker;
	}

	/** What is said, among other things, by the check that is there for this fault. */
	String complaint() {
		return this.complaint;
	}

	Tampering tampering(BrokerProcess broker, long seed) {
		return this.maker.apply(broker, seed);
	}

}
