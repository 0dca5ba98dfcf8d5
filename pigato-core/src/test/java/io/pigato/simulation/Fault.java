package io.pigato.simulation;

import java.util.function.BiFunction;

/** A fault planted between the broker and what watches it, to show that it is noticed. */
enum Fault {

	/** None. */
	NONE(Tampering::new),

	/** A partial is lost. */
	DROP(Tamperings.Drop::new),

	/** A partial comes twice. */
	DOUBLE(Tamperings.Double::new),

	/** A reply is that to another request. */
	SWAP(Tamperings.Swap::new),

	/** A partial overtakes another. */
	REORDER(Tamperings.Reorder::new),

	/** A worker is given more than it takes. */
	OVERLOAD(Tamperings.Overload::new),

	/** A request comes back to the worker that rejected it. */
	BACK_TO_REJECTER(Tamperings.BackToRejecter::new),

	/** A request goes to the worker of another service. */
	WRONG_SERVICE(Tamperings.WrongService::new),

	/** A request overtakes another. */
	OVERTAKE(Tamperings.Overtake::new),

	/** A reply goes to another client. */
	WRONG_CLIENT(Tamperings.WrongClient::new),

	/** A request is repeated though part of its reply has left. */
	RETRY_AFTER_PARTIAL(Tamperings.RetryAfterPartial::new),

	/** A time-out does not count. */
	NO_EXPIRY(Tamperings.NoExpiry::new),

	/** A request that has ended is still held. */
	LEAK(Tamperings.Leak::new),

	/** A request is forgotten as it comes. */
	LOSE(Tamperings.Lose::new);

	private final BiFunction<BrokerProcess, Long, Tampering> maker;

	Fault(BiFunction<BrokerProcess, Long, Tampering> maker) {
		this.maker = maker;
	}

	Tampering tampering(BrokerProcess broker, long seed) {
		return this.maker.apply(broker, seed);
	}

}
