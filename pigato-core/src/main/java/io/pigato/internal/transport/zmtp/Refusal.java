package io.pigato.internal.transport.zmtp;

import java.net.SocketAddress;

import io.pigato.internal.Frame;
import org.jspecify.annotations.Nullable;

/** What is said of a connection that was refused or ended. */
final class Refusal {

	private static final int MAX_CHARACTERS = 200;

	private Refusal() {
	}

	/**
	 * Tells who it was and what was wrong.
	 * @param remote the peer's address
	 * @param identity of the peer, empty before it has one
	 * @param reason for people
	 * @return one line of at most 200 printable characters
	 */
	static String detail(@Nullable SocketAddress remote, Frame identity, String reason) {
		String who = (remote != null) ? remote.toString().replaceFirst("^[^/]*/", "") : "an unknown address";
		String text = who + ": " + reason + ((identity.isEmpty()) ? "" : " [" + identity + "]");
		String line = text.replaceAll("[^\\x20-\\x7e]", "?");
		return (line.length() > MAX_CHARACTERS) ? line.substring(0, MAX_CHARACTERS - 1) + "~" : line;
	}

}
