package io.pigato.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.List;

import io.pigato.broker.Availability;
import io.pigato.broker.DispatchStrategy;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * The embedded broker.
 *
 * @param embedded whether the application runs a broker; its own clients and workers then
 * reach it in process
 * @param bind endpoints at which others reach the broker; port 0 takes a free one, an
 * empty list none: then only the application itself reaches it
 * @param shareLoop whether the broker runs on the thread of the application's own clients
 * and workers, if these use it: they then reach it in a fraction of the time, and all of
 * them have one processor core; their handlers and callbacks have other threads
 * @param heartbeatInterval how often peers are expected to show that they are alive
 * @param heartbeatLiveness how many heartbeats may be missed before a peer is lost
 * @param dispatch which worker with room gets a request
 * @param availability what becomes of requests that no registered worker could ever serve
 * @param cache what is stored of replies whose workers allow it
 * @param limits what peers may make the broker hold
 * @param internalChannel endpoint at which the broker publishes which workers there are,
 * for core services in other languages, such as tcp://127.0.0.1:55550; none by default
 * @param tcp options of its TCP connections
 * @param shutdownGrace how long replies under way may still pass when the broker stops
 * @since 0.1.0
 */
@ConfigurationProperties("pigato.broker")
public record PigatoBrokerProperties(@DefaultValue("false") boolean embedded,
		@DefaultValue("tcp://127.0.0.1:55555") List<String> bind, @DefaultValue("true") boolean shareLoop,
		@DefaultValue("2500ms") Duration heartbeatInterval, @DefaultValue("3") int heartbeatLiveness,
		@DefaultValue("load") Dispatch dispatch, @DefaultValue("queue") Availability availability,
		@DefaultValue Cache cache, @DefaultValue Limits limits, @Nullable String internalChannel, @DefaultValue Tcp tcp,
		@DefaultValue("5s") Duration shutdownGrace) {

	/** Takes a copy of the list, and a channel that is left empty for none. */
	public PigatoBrokerProperties {
		bind = List.copyOf(bind);
		internalChannel = StringUtils.hasText(internalChannel) ? internalChannel : null;
	}

	/**
	 * Which worker with room gets a request. A strategy of the application's own comes by
	 * a {@link PigatoBrokerBuilderCustomizer}.
	 *
	 * @since 0.1.0
	 */
	public enum Dispatch {

		/** The one with the fewest requests in flight. */
		LOAD,

		/** Any. */
		RANDOM,

		/** One after the other. */
		ROUND_ROBIN;

		DispatchStrategy strategy() {
			return switch (this) {
				case LOAD -> DispatchStrategy.load();
				case RANDOM -> DispatchStrategy.random();
				case ROUND_ROBIN -> DispatchStrategy.roundRobin();
			};
		}

	}

	/**
	 * What is stored of replies, to answer equal requests without a worker. Nothing is
	 * unless both are more than 0.
	 *
	 * @param maxEntries how many replies are stored at most
	 * @param maxSize what the stored replies may weigh together
	 * @since 0.1.0
	 */
	public record Cache(@DefaultValue("0") int maxEntries, @DefaultValue("0B") DataSize maxSize) {

	}

	/**
	 * What peers may make the broker hold. Each is at least 1.
	 *
	 * @param maxMessageSize the largest message, below 2 GB; one that is larger is
	 * dropped
	 * @param maxFrames the most frames of a message; one with more is dropped
	 * @param maxNameSize the longest service name, at most 65535 bytes
	 * @param maxQueuedSize what the waiting requests of all services may take, as much
	 * again those of clients with less than an equal share, and as much again those that
	 * workers have; at most an eighth of the heap
	 * @param maxQueuedPerService how many requests of one service may wait
	 * @param maxRequestsPerClient how many requests of one client may be unanswered
	 * @param maxNames how many service names may exist only because clients asked for
	 * them; as many again if workers serve them
	 * @param maxUnsentSize how much may wait for one peer that does not read, at most an
	 * eighth of the heap
	 * @param maxConnections the most connections of all endpoints together; one more is
	 * closed at once
	 * @param maxConnectionsPerAddress the most connections from one IP address, loopback
	 * aside; one more is closed at once
	 * @param maxHandshakeSize what a peer may say of itself after the greeting, 512B to
	 * 64KB; one that says more is closed
	 * @param handshakeTimeout from the connection to the end of the handshake, at most a
	 * day; a peer that takes longer is closed
	 * @param unsentGrace how long a peer may leave so much unread that nothing more can
	 * be sent to it, at most a day; then it is closed
	 * @param identityHold how long an identity stays with a connection of which nothing
	 * is heard, at most a day; afterwards another connection may take it over
	 * @param maxSubscriptions the most different subscriptions of a subscriber of the
	 * internal channel; one with more is closed
	 * @param maxSubscriptionSize what all subscriptions of such a subscriber may take;
	 * one with more is closed
	 * @since 0.1.0
	 */
	public record Limits(@DefaultValue("16MB") DataSize maxMessageSize, @DefaultValue("16") int maxFrames,
			@DefaultValue("255B") DataSize maxNameSize, @DefaultValue("256MB") DataSize maxQueuedSize,
			@DefaultValue("1000000") int maxQueuedPerService, @DefaultValue("1000000") int maxRequestsPerClient,
			@DefaultValue("10000") int maxNames, @DefaultValue("64MB") DataSize maxUnsentSize,
			@DefaultValue("10000") int maxConnections, @DefaultValue("2000") int maxConnectionsPerAddress,
			@DefaultValue("1KB") DataSize maxHandshakeSize, @DefaultValue("2s") Duration handshakeTimeout,
			@DefaultValue("10s") Duration unsentGrace, @DefaultValue("10s") Duration identityHold,
			@DefaultValue("1000") int maxSubscriptions, @DefaultValue("64KB") DataSize maxSubscriptionSize) {

	}

	/**
	 * Options of the broker's TCP connections. JeroMQ keeps its own and ignores these.
	 *
	 * @param noDelay whether small messages leave at once (TCP_NODELAY)
	 * @param keepAlive whether the system probes a connection that is silent, and ends it
	 * if nobody answers (SO_KEEPALIVE)
	 * @param sendBufferSize how much the system may hold that was sent (SO_SNDBUF), up to
	 * 1GB; 0 leaves it to the system
	 * @param receiveBufferSize how much the system may hold that was received
	 * (SO_RCVBUF), up to 1GB; 0 leaves it to the system
	 * @since 0.1.0
	 */
	public record Tcp(@DefaultValue("true") boolean noDelay, @DefaultValue("true") boolean keepAlive,
			@DefaultValue("0B") DataSize sendBufferSize, @DefaultValue("0B") DataSize receiveBufferSize) {

	}

}
