package io.pigato.broker;

/** What a broker does when something falls due. */
interface DueActions {

	/** Nothing was heard about a request for as long as its client waits. */
	void onSilent(BrokerRequest request, long nowNanos);

	/** A slot has been kept long enough for a request that nobody waits for. */
	void onOverdue(Slot slot, long nowNanos);

	/** It is time to see whether a worker is alive. */
	void onCheck(WorkerRecord worker, long nowNanos);

	/** A worker may be given requests again. */
	void onPauseOver(WorkerRecord worker, long nowNanos);

	/** A client whose connection has ended did not come back. */
	void onAwayTooLong(ClientRecord client, long nowNanos);

}
