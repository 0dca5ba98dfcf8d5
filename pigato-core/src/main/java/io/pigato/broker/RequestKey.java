package io.pigato.broker;

import io.pigato.internal.Frame;

/**
 * By which a worker knows a request.
 *
 * @param client the client's name, as the broker told it to the worker
 * @param rid the client's id of the request
 */
record RequestKey(Frame client, Frame rid) implements Comparable<RequestKey> {

	@Override
	public int compareTo(RequestKey that) {
		int byRid = this.rid.compareTo(that.rid);
		return (byRid != 0) ? byRid : this.client.compareTo(that.client);
	}

}
