package io.pigato.internal.protocol;

import io.pigato.internal.Frame;

/**
 * What brokers and workers know a request by. Comparable, so that a map of keys stays
 * fast when peers choose ids of one hash.
 *
 * @param client the client's identity or alias, as the broker names it
 * @param rid the client's id of the request
 */
public record RequestKey(Frame client, Frame rid) implements Comparable<RequestKey> {

	@Override
	public int compareTo(RequestKey that) {
		int byRid = this.rid.compareTo(that.rid);
		return (byRid != 0) ? byRid : this.client.compareTo(that.client);
	}

	/** As logs name it. */
	@Override
	public String toString() {
		return this.rid + " of " + this.client;
	}

}
