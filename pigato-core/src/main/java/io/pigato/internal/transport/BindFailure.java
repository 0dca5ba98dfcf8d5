package io.pigato.internal.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Finds out why an address could not be bound. JeroMQ says "address in use" whatever the
 * reason, and the JDK's words differ with the system, so the address is tried once more
 * and looked at.
 */
public final class BindFailure {

	private BindFailure() {
	}

	/**
	 * The likely cause.
	 * @param address that could not be bound
	 * @param cause what was thrown, if anything
	 * @return for people, without the address
	 */
	public static String explain(InetSocketAddress address, @Nullable Throwable cause) {
		InetAddress ip = address.getAddress();
		if (!ip.isAnyLocalAddress() && !isOfThisMachine(ip)) {
			return ip.getHostAddress() + " is not an address of this machine";
		}
		try (ServerSocketChannel probe = ServerSocketChannel.open()) {
			probe.setOption(StandardSocketOptions.SO_REUSEADDR, true);
			probe.bind(address);
			return (cause != null) ? cause.toString() : "the address was in use a moment ago, but is free now";
		}
		catch (IOException ex) {
			return reason(String.valueOf(ex.getMessage()), address.getPort());
		}
	}

	private static String reason(String message, int port) {
		String text = message.toLowerCase(Locale.ROOT);
		if (text.contains("in use")) {
			return "the address is in use, by another process or by another socket of this one";
		}
		if (text.contains("permission") || text.contains("denied")) {
			return "no permission" + ((port < 1024) ? "; ports below 1024 need extra rights" : "");
		}
		return message;
	}

	private static boolean isOfThisMachine(InetAddress ip) {
		try {
			return ip.isLoopbackAddress() || NetworkInterface.getByInetAddress(ip) != null;
		}
		catch (SocketException ex) {
			return true;
		}
	}

}
