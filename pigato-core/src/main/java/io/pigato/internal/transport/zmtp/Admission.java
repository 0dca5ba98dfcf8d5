package io.pigato.internal.transport.zmtp;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

import io.pigato.ConnectionLimits;

/** Counts the connections of a socket, in all and from each address. */
final class Admission {

	private final ConnectionLimits limits;

	private final Map<InetAddress, Integer> perAddress = new HashMap<>();

	private int all;

	Admission(ConnectionLimits limits) {
		this.limits = limits;
	}

	/**
	 * One more wants to come in.
	 * @param address from where
	 * @return whether it may, and is counted
	 */
	boolean admits(InetAddress address) {
		boolean tooMany = this.all >= this.limits.maxConnections()
				|| (!address.isLoopbackAddress() && of(address) >= this.limits.maxConnectionsPerAddress());
		if (!tooMany) {
			this.all++;
			this.perAddress.merge(address, 1, Integer::sum);
		}
		return !tooMany;
	}

	/**
	 * One that was counted has gone.
	 * @param address from where it was
	 */
	void leaves(InetAddress address) {
		this.all--;
		this.perAddress.computeIfPresent(address, (key, count) -> (count == 1) ? null : count - 1);
	}

	int of(InetAddress address) {
		return this.perAddress.getOrDefault(address, 0);
	}

	int all() {
		return this.all;
	}

	boolean isEmpty() {
		return this.all == 0 && this.perAddress.isEmpty();
	}

}
