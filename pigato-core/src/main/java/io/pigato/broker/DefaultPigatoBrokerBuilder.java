package io.pigato.broker;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.pigato.ConnectionLimits;
import io.pigato.TcpOptions;
import io.pigato.internal.Durations;
import io.pigato.internal.protocol.DirectoryPublication;
import io.pigato.internal.transport.Endpoint;
import io.pigato.internal.transport.PublisherOptions;
import io.pigato.internal.transport.RouterOptions;
import io.pigato.internal.transport.TransportLimits;
import io.pigato.transport.PigatoLoop;
import io.pigato.transport.Transport;
import org.jspecify.annotations.Nullable;

/** Collects the settings of a broker. */
final class DefaultPigatoBrokerBuilder implements PigatoBroker.Builder {

	private static final String DEFAULT_BIND = "tcp://127.0.0.1:55555";

	private List<Endpoint> binds = List.of(Endpoint.parse(DEFAULT_BIND));

	private Transport transport = Transport.ZMTP;

	private @Nullable PigatoLoop loop;

	private Duration heartbeatInterval = Duration.ofMillis(2500);

	private int heartbeatLiveness = 3;

	private BrokerListener listener = new BrokerListener() {
	};

	private final List<BrokerListener> observers = new ArrayList<>();

	private DispatchStrategy strategy = DispatchStrategy.load();

	private Availability availability = Availability.QUEUE;

	private BrokerLimits limits = BrokerLimits.DEFAULT;

	private ConnectionLimits connections = ConnectionLimits.DEFAULT;

	private TcpOptions tcp = TcpOptions.DEFAULT;

	private CacheLimits cache = CacheLimits.NONE;

	private @Nullable PublisherOptions internalChannel;

	private Duration shutdownGrace = Duration.ofSeconds(5);

	@Override
	public PigatoBroker.Builder bind(String... endpoints) {
		if (endpoints.length == 0) {
			throw new IllegalArgumentException("A broker needs at least one endpoint to bind");
		}
		this.binds = Arrays.stream(endpoints).map(Endpoint::parse).toList();
		return this;
	}

	@Override
	public PigatoBroker.Builder transport(Transport engine) {
		this.transport = engine;
		return this;
	}

	@Override
	public PigatoBroker.Builder loop(PigatoLoop shared) {
		this.loop = shared;
		return this;
	}

	@Override
	public PigatoBroker.Builder heartbeat(Duration interval, int liveness) {
		Durations.checkHeartbeat(interval, liveness);
		this.heartbeatInterval = interval;
		this.heartbeatLiveness = liveness;
		return this;
	}

	@Override
	public PigatoBroker.Builder listener(BrokerListener observer) {
		this.listener = observer;
		return this;
	}

	@Override
	public PigatoBroker.Builder addListener(BrokerListener observer) {
		this.observers.add(observer);
		return this;
	}

	@Override
	public PigatoBroker.Builder shutdownGrace(Duration grace) {
		this.shutdownGrace = Durations.checkGrace(grace);
		return this;
	}

	@Override
	public PigatoBroker.Builder dispatch(DispatchStrategy choice) {
		this.strategy = choice;
		return this;
	}

	@Override
	public PigatoBroker.Builder availability(Availability policy) {
		this.availability = policy;
		return this;
	}

	@Override
	public PigatoBroker.Builder limits(BrokerLimits bounds) {
		this.limits = bounds;
		return this;
	}

	@Override
	public PigatoBroker.Builder connectionLimits(ConnectionLimits bounds) {
		this.connections = bounds;
		return this;
	}

	@Override
	public PigatoBroker.Builder tcp(TcpOptions options) {
		this.tcp = options;
		return this;
	}

	@Override
	public PigatoBroker.Builder replyCache(int maxEntries, long maxBytes) {
		if (maxEntries < 0 || maxBytes < 0) {
			throw new IllegalArgumentException(
					"The bounds of a reply cache are not negative: " + maxEntries + " entries, " + maxBytes + " bytes");
		}
		this.cache = new CacheLimits(maxEntries, maxBytes);
		return this;
	}

	@Override
	public PigatoBroker.Builder internalChannel(String endpoint) {
		this.internalChannel = new PublisherOptions(Endpoint.parse(endpoint), DirectoryPublication.PREFIX,
				InternalChannel.MAX_QUEUED);
		return this;
	}

	@Override
	public PigatoBroker build() {
		BrokerLimits bounds = this.limits.within(Runtime.getRuntime().maxMemory());
		TransportLimits transportLimits = new TransportLimits(bounds.maxMessageBytes(), bounds.maxFrames(),
				TransportLimits.DEFAULT.maxQueuedMessages(), bounds.maxUnsentBytes(), this.connections);
		BrokerConfig config = new BrokerConfig(this.heartbeatInterval.toNanos(), this.heartbeatLiveness,
				new SecureRandom().nextLong(), bounds, new DispatchPolicy(this.strategy, this.availability), this.cache,
				this.internalChannel != null);
		PublisherOptions channel = (this.internalChannel != null)
				? this.internalChannel.withConnections(this.connections) : null;
		List<BrokerListener> listeners = Stream.concat(Stream.of(this.listener), this.observers.stream()).toList();
		return new DefaultPigatoBroker(new BrokerSettings(new RouterOptions(this.binds, transportLimits, this.tcp),
				channel, this.transport, this.loop, config, listeners, this.shutdownGrace));
	}

}
