package io.pigato.internal.transport;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An endpoint as users write it, checked: {@code tcp://host:port} or
 * {@code inproc://name}.
 *
 * @param scheme how to get there
 * @param host for TCP a name, an address or {@code *}; in process the name
 * @param port for TCP 0 (any free port) to 65535; in process 0
 */
public record Endpoint(Scheme scheme, String host, int port) {

	private static final Pattern TCP = Pattern
		.compile("tcp://(\\[[0-9a-fA-F:.]+(?:%[\\w.-]+)?]|[^:/\\s\\[\\]]+):(\\*|[0-9]{1,5})");

	private static final Pattern IN_PROCESS = Pattern.compile("inproc://(\\S{1,255})");

	private static final int MAX_PORT = 65535;

	/** How to get to an endpoint. */
	public enum Scheme {

		/** TCP, IPv4 or IPv6. */
		TCP,

		/** Another loop of this JVM; no socket at all. */
		IN_PROCESS

	}

	/** Checks the bounds. */
	public Endpoint {
		if (host.isEmpty()) {
			throw new IllegalArgumentException("An endpoint has a host or a name");
		}
		if (port < 0 || port > ((scheme == Scheme.TCP) ? MAX_PORT : 0)) {
			throw new IllegalArgumentException("The port is 0 to 65535, in process 0, not " + port);
		}
	}

	/**
	 * Reads an endpoint.
	 * @param text for example {@code tcp://127.0.0.1:55555}, {@code tcp://*:0},
	 * {@code tcp://[::1]:*} or {@code inproc://orders}
	 * @return the endpoint
	 * @throws IllegalArgumentException if it is none, with a message that says what to
	 * write instead
	 */
	public static Endpoint parse(String text) {
		Matcher tcp = TCP.matcher(text);
		if (tcp.matches()) {
			int port = (tcp.group(2).equals("*")) ? 0 : Integer.parseInt(tcp.group(2));
			if (port <= MAX_PORT) {
				return new Endpoint(Scheme.TCP, tcp.group(1), port);
			}
		}
		Matcher inProcess = IN_PROCESS.matcher(text);
		if (inProcess.matches()) {
			return new Endpoint(Scheme.IN_PROCESS, inProcess.group(1), 0);
		}
		throw new IllegalArgumentException(complaint(text));
	}

	private static String complaint(String text) {
		String hint = text.toLowerCase(Locale.ROOT).startsWith("ipc://")
				? "ipc:// is not supported, since it does not interoperate with other ZeroMQ libraries; " : "";
		return "'" + text + "' is not an endpoint: " + hint
				+ "write tcp://host:port with a port from 0 to 65535 (0 or * for any free one), or inproc://name";
	}

	@Override
	public String toString() {
		return switch (this.scheme) {
			case TCP -> "tcp://" + this.host + ":" + this.port;
			case IN_PROCESS -> "inproc://" + this.host;
		};
	}

}
