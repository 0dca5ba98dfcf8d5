package io.pigato.internal.transport;

/**
 * What one connection may make the transport hold.
 *
 * @param maxMessageBytes the largest message, and with that the largest frame
 * @param maxFrames the most frames of a message
 * @param maxQueuedMessages the most messages that wait for a connection, a direction
 */
public record TransportLimits(int maxMessageBytes, int maxFrames, int maxQueuedMessages) {

	/** 16 MiB, 16 frames, 100,000 messages. */
	public static final TransportLimits DEFAULT = new TransportLimits(16 * 1024 * 1024, 16, 100_000);

	/** Checks the bounds: all at least 1. */
	public TransportLimits {
		if (maxMessageBytes < 1 || maxFrames < 1 || maxQueuedMessages < 1) {
			throw new IllegalArgumentException("Limits are at least 1: maxMessageBytes " + maxMessageBytes
					+ ", maxFrames " + maxFrames + ", maxQueuedMessages " + maxQueuedMessages);
		}
	}

}
