package io.pigato.internal.transport.jeromq;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Addresses as JeroMQ reads them. */
final class Addresses {

	private Addresses() {
	}

	/**
	 * An endpoint with a literal address, which JeroMQ need not resolve.
	 * @param address IPv4 or IPv6
	 * @return for example {@code tcp://[::1]:5555}
	 */
	static String endpoint(InetSocketAddress address) {
		InetAddress ip = address.getAddress();
		String host = (ip instanceof Inet6Address) ? "[" + ip.getHostAddress() + "]" : ip.getHostAddress();
		return "tcp://" + host + ":" + address.getPort();
	}

}
