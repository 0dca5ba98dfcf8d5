package io.pigato.broker;

/**
 * What peers may make a broker hold. Each limit is at least 1. Start from
 * {@link #DEFAULT}: {@code BrokerLimits.DEFAULT.withMaxQueuedBytes(1 << 30)}. Immutable.
 *
 * @param maxMessageBytes the largest message, in bytes: one that is larger is dropped,
 * and the connection of one with a larger frame may be ended; default 16 MiB, which is
 * what clients and workers of this library take: they end a connection on which more
 * comes
 * @param maxFrames the most frames of a message: one with more is dropped; default 16
 * @param maxNameBytes the longest service name, in bytes, at most 65,535: a request for a
 * longer one fails with {@code B_LIMIT}, a worker that offers one is not registered;
 * default 255
 * @param maxQueuedBytes what the waiting requests of all services may take, in bytes;
 * default 256 MiB. A request that would have to wait beyond it fails at once with
 * {@code B_QUEUE_FULL} if its client has more than an equal share in that; those of
 * others, and those that workers give back or that are repeated, may take as much again
 * before they fail likewise. When the requests that workers have, which may come back,
 * take as much again, new ones fail likewise of clients that have more than an equal
 * share in that. Never more than an eighth of the heap
 * @param maxQueuedPerService how many requests of one service may wait; default
 * 1,000,000. A request beyond it fails as above, one that is given back or repeated
 * beyond twice as many
 * @param maxRequestsPerClient how many requests of one client may be unanswered; default
 * 1,000,000. A request beyond it fails at once with {@code B_QUEUE_FULL}
 * @param maxNames how many service names may exist only because clients asked for them;
 * default 10,000. A request for one more fails at once with {@code B_LIMIT}, unless some
 * worker serves it, by a wildcard or a range: those may be as many again. They never
 * hinder a worker
 * @param maxUnsentBytes how many bytes may wait for one peer that does not read them,
 * with what keeping them takes; default 64 MiB, and never more than an eighth of the
 * heap; when it is an eighth for all peers together, those that have more than an equal
 * share are beyond it. A client beyond it is cut off: its requests are cancelled and its
 * connection is ended. JeroMQ cannot count bytes nor end a single connection: there, a
 * peer is bounded by 100,000 messages, and a client that is cut off stays connected, but
 * gets nothing and is not heard
 * @since 0.1.0
 */
public record BrokerLimits(int maxMessageBytes, int maxFrames, int maxNameBytes, long maxQueuedBytes,
		int maxQueuedPerService, int maxRequestsPerClient, int maxNames, long maxUnsentBytes) {

	/**
	 * 16 MiB a message, 16 frames, names of 255 bytes, 256 MiB waiting, 1,000,000 a
	 * service, 1,000,000 a client, 10,000 names, 64 MiB unsent.
	 */
	public static final BrokerLimits DEFAULT = new BrokerLimits(16 * 1024 * 1024, 16, 255, 256L * 1024 * 1024,
			1_000_000, 1_000_000, 10_000, 64L * 1024 * 1024);

	private static final int MAX_NAME_BYTES = 65_535;

	private static final int PART_OF_HEAP = 8;

	/**
	 * Checks the bounds.
	 * @throws IllegalArgumentException if a limit is below 1, or names might be longer
	 * than 65,535 bytes
	 */
	public BrokerLimits {
		long least = Math.min(Math.min(Math.min(maxMessageBytes, maxFrames), Math.min(maxNameBytes, maxQueuedBytes)),
				Math.min(Math.min(maxQueuedPerService, maxRequestsPerClient), Math.min(maxNames, maxUnsentBytes)));
		if (least < 1) {
			throw new IllegalArgumentException("A limit is at least 1, not " + least);
		}
		if (maxNameBytes > MAX_NAME_BYTES) {
			throw new IllegalArgumentException(
					"A service name has at most " + MAX_NAME_BYTES + " bytes, not " + maxNameBytes);
		}
	}

	/**
	 * With another limit of a message's size.
	 * @param bytes at least 1
	 * @return a copy
	 */
	public BrokerLimits withMaxMessageBytes(int bytes) {
		return new BrokerLimits(bytes, this.maxFrames, this.maxNameBytes, this.maxQueuedBytes, this.maxQueuedPerService,
				this.maxRequestsPerClient, this.maxNames, this.maxUnsentBytes);
	}

	/**
	 * With another limit of a message's frames.
	 * @param frames at least 1; a request needs 6, and 7 in the broker's message to its
	 * worker
	 * @return a copy
	 */
	public BrokerLimits withMaxFrames(int frames) {
		return new BrokerLimits(this.maxMessageBytes, frames, this.maxNameBytes, this.maxQueuedBytes,
				this.maxQueuedPerService, this.maxRequestsPerClient, this.maxNames, this.maxUnsentBytes);
	}

	/**
	 * With another limit of a service name's length.
	 * @param bytes 1 to 65,535
	 * @return a copy
	 */
	public BrokerLimits withMaxNameBytes(int bytes) {
		return new BrokerLimits(this.maxMessageBytes, this.maxFrames, bytes, this.maxQueuedBytes,
				this.maxQueuedPerService, this.maxRequestsPerClient, this.maxNames, this.maxUnsentBytes);
	}

	/**
	 * With another limit of all waiting requests.
	 * @param bytes at least 1
	 * @return a copy
	 */
	public BrokerLimits withMaxQueuedBytes(long bytes) {
		return new BrokerLimits(this.maxMessageBytes, this.maxFrames, this.maxNameBytes, bytes,
				this.maxQueuedPerService, this.maxRequestsPerClient, this.maxNames, this.maxUnsentBytes);
	}

	/**
	 * With another limit of a service's waiting requests.
	 * @param requests at least 1
	 * @return a copy
	 */
	public BrokerLimits withMaxQueuedPerService(int requests) {
		return new BrokerLimits(this.maxMessageBytes, this.maxFrames, this.maxNameBytes, this.maxQueuedBytes, requests,
				this.maxRequestsPerClient, this.maxNames, this.maxUnsentBytes);
	}

	/**
	 * With another limit of a client's unanswered requests.
	 * @param requests at least 1
	 * @return a copy
	 */
	public BrokerLimits withMaxRequestsPerClient(int requests) {
		return new BrokerLimits(this.maxMessageBytes, this.maxFrames, this.maxNameBytes, this.maxQueuedBytes,
				this.maxQueuedPerService, requests, this.maxNames, this.maxUnsentBytes);
	}

	/**
	 * With another limit of names that only clients know.
	 * @param names at least 1
	 * @return a copy
	 */
	public BrokerLimits withMaxNames(int names) {
		return new BrokerLimits(this.maxMessageBytes, this.maxFrames, this.maxNameBytes, this.maxQueuedBytes,
				this.maxQueuedPerService, this.maxRequestsPerClient, names, this.maxUnsentBytes);
	}

	/**
	 * With another limit of what waits for one peer.
	 * @param bytes at least 1
	 * @return a copy
	 */
	public BrokerLimits withMaxUnsentBytes(long bytes) {
		return new BrokerLimits(this.maxMessageBytes, this.maxFrames, this.maxNameBytes, this.maxQueuedBytes,
				this.maxQueuedPerService, this.maxRequestsPerClient, this.maxNames, bytes);
	}

	/** With as much waiting and unsent as a heap can bear. */
	BrokerLimits within(long heapBytes) {
		long most = Math.max(1, heapBytes / PART_OF_HEAP);
		return withMaxQueuedBytes(Math.min(this.maxQueuedBytes, most))
			.withMaxUnsentBytes(Math.min(this.maxUnsentBytes, most));
	}

}
