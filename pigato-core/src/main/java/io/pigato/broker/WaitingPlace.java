package io.pigato.broker;

/** Where requests of one service wait for a worker. */
interface WaitingPlace {

	/** Puts a request behind those that wait here. */
	void add(BrokerRequest request);

	/** Takes out a request that waits here. */
	void remove(BrokerRequest request);

}
