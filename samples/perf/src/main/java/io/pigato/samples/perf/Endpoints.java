package io.pigato.samples.perf;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The brokers' endpoints: each is one port above the one before. */
final class Endpoints {

	private static final Pattern TCP = Pattern.compile("tcp://(\\S+):(\\*|\\d{1,5})");

	private static final Pattern IN_PROCESS = Pattern.compile("inproc://\\S+");

	private static final Pattern ANY_ADDRESS = Pattern.compile("\\*|0\\.0\\.0\\.0|\\[::]");

	private static final int MAX_PORT = 65535;

	private Endpoints() {
	}

	/**
	 * The endpoint of a broker.
	 * @param first the first broker's
	 * @param index from 0
	 * @return as the first, with another port, or another name in process
	 * @throws PerfException if there is no such endpoint
	 */
	static String at(String first, int index) {
		Matcher tcp = TCP.matcher(first);
		if (!tcp.matches()) {
			if (IN_PROCESS.matcher(first).matches()) {
				return (index == 0) ? first : first + "-" + (index + 1);
			}
			throw new PerfException(
					"--e: " + first + " is no endpoint: write tcp://host:port, such as tcp://127.0.0.1:7771");
		}
		int port = isFree(tcp.group(2)) ? 0 : Integer.parseInt(tcp.group(2)) + index;
		if (port > MAX_PORT) {
			throw new PerfException("--e: broker " + (index + 1) + " would have the port " + port
					+ ": ports end at 65535, each broker's is one above the one before");
		}
		return "tcp://" + tcp.group(1) + ":" + port;
	}

	/** Whether its port is found at the start. */
	static boolean isFreePort(String endpoint) {
		Matcher tcp = TCP.matcher(endpoint);
		return tcp.matches() && isFree(tcp.group(2));
	}

	static boolean isInProcess(String endpoint) {
		return IN_PROCESS.matcher(endpoint).matches();
	}

	/** Where to connect to, for peers on the same host as the broker. */
	static String connectable(String bound) {
		Matcher tcp = TCP.matcher(bound);
		return (tcp.matches() && ANY_ADDRESS.matcher(tcp.group(1)).matches()) ? "tcp://127.0.0.1:" + tcp.group(2)
				: bound;
	}

	private static boolean isFree(String port) {
		return port.equals("*") || port.matches("0+");
	}

}
