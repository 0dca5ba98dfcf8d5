package io.pigato.spring.lifecycle;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells endpoints that only this machine can reach from others. */
final class Loopback {

	private static final Pattern TCP = Pattern.compile("tcp://(.+):[^:]+");

	private Loopback() {
	}

	/**
	 * Whether nobody beyond this machine can reach a bound endpoint.
	 * @param endpoint in process, or TCP with a name, an address or {@code *}
	 */
	static boolean isBoundBy(String endpoint) {
		Matcher tcp = TCP.matcher(endpoint);
		return !tcp.matches() || isLoopback(tcp.group(1));
	}

	private static boolean isLoopback(String host) {
		try {
			return !host.equals("*") && InetAddress.getByName(host).isLoopbackAddress();
		}
		catch (UnknownHostException ex) {
			return false;
		}
	}

}
