package io.pigato.internal.transport;

import io.pigato.ConnectionLimits;
import io.pigato.internal.Message;
import org.jspecify.annotations.Nullable;

/**
 * What one connection may make the transport hold.
 *
 * @param maxMessageBytes the largest message, and with that the largest frame
 * @param maxFrames the most frames of a message
 * @param maxQueuedMessages the most messages that wait for a connection, a direction
 * @param maxQueuedBytes a connection on which messages wait to be sent that take so many
 * bytes of memory takes no more; an engine that cannot count bytes bounds the messages
 * only
 * @param connections what else is bounded, where an engine can
 */
public record TransportLimits(int maxMessageBytes, int maxFrames, int maxQueuedMessages, long maxQueuedBytes,
		ConnectionLimits connections) {

	/** 16 MiB, 16 frames, 100,000 messages, 64 MiB. */
	public static final TransportLimits DEFAULT = new TransportLimits(16 * 1024 * 1024, 16, 100_000);

	private static final long DEFAULT_QUEUED_BYTES = 64L * 1024 * 1024;

	/** Checks the bounds: all at least 1. */
	public TransportLimits {
		if (maxMessageBytes < 1 || maxFrames < 1 || maxQueuedMessages < 1 || maxQueuedBytes < 1) {
			throw new IllegalArgumentException(
					"Limits are at least 1: maxMessageBytes " + maxMessageBytes + ", maxFrames " + maxFrames
							+ ", maxQueuedMessages " + maxQueuedMessages + ", maxQueuedBytes " + maxQueuedBytes);
		}
	}

	/**
	 * Limits with 64 MiB of waiting messages a connection and the default of what else is
	 * bounded.
	 * @param maxMessageBytes the largest message
	 * @param maxFrames the most frames of a message
	 * @param maxQueuedMessages the most messages that wait for a connection
	 */
	public TransportLimits(int maxMessageBytes, int maxFrames, int maxQueuedMessages) {
		this(maxMessageBytes, maxFrames, maxQueuedMessages, DEFAULT_QUEUED_BYTES);
	}

	/**
	 * Limits with the default of what else is bounded.
	 * @param maxMessageBytes the largest message
	 * @param maxFrames the most frames of a message
	 * @param maxQueuedMessages the most messages that wait for a connection
	 * @param maxQueuedBytes from how many bytes on no more may wait
	 */
	public TransportLimits(int maxMessageBytes, int maxFrames, int maxQueuedMessages, long maxQueuedBytes) {
		this(maxMessageBytes, maxFrames, maxQueuedMessages, maxQueuedBytes, ConnectionLimits.DEFAULT);
	}

	/**
	 * Which limit a message breaks.
	 * @param message the message
	 * @return why it has to be dropped, or {@code null} if it may pass
	 */
	public @Nullable TransportDrop brokenBy(Message message) {
		if (message.size() == 0) {
			return TransportDrop.EMPTY_MESSAGE;
		}
		for (int i = 0; i < message.size(); i++) {
			if (message.frame(i).length() > this.maxMessageBytes) {
				return TransportDrop.FRAME_TOO_LARGE;
			}
		}
		boolean fits = message.size() <= this.maxFrames && message.byteCount() <= this.maxMessageBytes;
		return (fits) ? null : TransportDrop.MESSAGE_TOO_LARGE;
	}

}
