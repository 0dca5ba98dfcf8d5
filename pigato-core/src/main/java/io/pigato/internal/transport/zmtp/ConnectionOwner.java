package io.pigato.internal.transport.zmtp;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.transport.TransportDrop;
import org.jspecify.annotations.Nullable;

/** The socket that a connection belongs to. */
interface ConnectionOwner {

	/**
	 * The peer has said who it is.
	 * @param connection which
	 * @param peer what it says; its type fits
	 * @return {@code false} if the owner has closed the connection
	 * @throws ProtocolException if it is refused for what it says
	 */
	boolean admits(Connection connection, PeerProperties peer) throws ProtocolException;

	/**
	 * Messages may go.
	 * @param connection which
	 */
	void onUp(Connection connection);

	/**
	 * A whole message has come.
	 * @param connection from which
	 * @param message at least one frame
	 * @throws ProtocolException if there must not be such a message
	 */
	void onMessage(Connection connection, Message message) throws ProtocolException;

	/**
	 * A subscription has come, or its end, as a command.
	 * @param connection from which
	 * @param topic to or from what
	 * @param wanted {@code false} for the end
	 * @throws ProtocolException if it is one too many
	 */
	default void onSubscription(Connection connection, Frame topic, boolean wanted) throws ProtocolException {
	}

	/**
	 * Something was dropped, and the connection goes on.
	 * @param reason why
	 */
	void onDropped(TransportDrop reason);

	/**
	 * A connection was not let in.
	 * @param reason why
	 * @param detail one line for people
	 */
	void onRefused(TransportDrop reason, String detail);

	/**
	 * It has ended, and not by the owner.
	 * @param connection which
	 * @param drop what to count it as, or {@code null}
	 * @param reason for people, what became of it
	 */
	void onEnd(Connection connection, @Nullable TransportDrop drop, String reason);

	/**
	 * The channel is closed; comes once, whoever has ended the connection.
	 * @param connection which
	 */
	default void onReleased(Connection connection) {
	}

	/**
	 * Whether a peer that is full for too long is closed.
	 * @return {@code false} if its messages are refused for as long as it lasts
	 */
	default boolean isOfStrangers() {
		return false;
	}

	/**
	 * The longest command after the handshake.
	 * @return bytes
	 */
	default int maxCommandBytes() {
		return Command.MAX_BYTES;
	}

}
