package io.pigato.broker;

/** Where requests wait for a worker. */
interface WaitingPlace {

	/** Takes out a request that waits here. */
	void remove(BrokerRequest request);

}
