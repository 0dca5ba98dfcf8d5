package io.pigato.samples.command;

import io.pigato.client.PigatoClient;

/**
 * A TCP endpoint taken apart.
 *
 * @param host a name or an address, without brackets
 * @param port from 1 to 65535
 */
record Address(String host, int port) {

	private static final String TCP = "tcp://";

	/**
	 * Takes an endpoint apart.
	 * @param endpoint for example {@code tcp://127.0.0.1:55555}
	 * @return where to connect to
	 * @throws DiagnosisException if it is none, or none to connect to
	 */
	static Address parse(String endpoint) throws DiagnosisException {
		try {
			PigatoClient.builder().endpoint(endpoint);
		}
		catch (IllegalArgumentException ex) {
			throw new DiagnosisException(String.valueOf(ex.getMessage()), "For example: tcp://127.0.0.1:55555");
		}
		if (!endpoint.startsWith(TCP)) {
			throw new DiagnosisException("'" + endpoint + "' is only reached from within the broker's own JVM",
					"Ask for the TCP endpoint that the broker binds beside it");
		}
		int colon = endpoint.lastIndexOf(':');
		String host = endpoint.substring(TCP.length(), colon);
		String port = endpoint.substring(colon + 1);
		if (host.equals("*") || port.equals("*") || Integer.parseInt(port) == 0) {
			throw new DiagnosisException("'" + endpoint + "' is what a broker binds, and nothing to connect to",
					"Name a host and the port that the broker prints when it starts");
		}
		boolean bracketed = host.startsWith("[");
		return new Address(bracketed ? host.substring(1, host.length() - 1) : host, Integer.parseInt(port));
	}

	@Override
	public String toString() {
		return (this.host.contains(":") ? "[" + this.host + "]" : this.host) + ":" + this.port;
	}

}
