package io.pigato.spring.boot.autoconfigure;

import java.util.function.BiFunction;

import io.pigato.ConnectionLimits;
import io.pigato.TcpOptions;
import io.pigato.broker.BrokerLimits;
import org.springframework.util.unit.DataSize;

/**
 * Turns properties of the broker into the core's limits and options, each by itself, so
 * that it is known which of them the core refuses.
 */
final class BrokerSettings {

	private static final String LIMITS = "pigato.broker.limits.";

	private BrokerSettings() {
	}

	/** What peers may make the broker hold. */
	static BrokerLimits limits(PigatoBrokerProperties.Limits from) {
		BrokerLimits limits = BrokerLimits.DEFAULT;
		limits = size(limits, "max-message-size", from.maxMessageSize(), BrokerLimits::withMaxMessageBytes);
		limits = with(limits, "max-frames", from.maxFrames(), BrokerLimits::withMaxFrames);
		limits = size(limits, "max-name-size", from.maxNameSize(), BrokerLimits::withMaxNameBytes);
		limits = with(limits, "max-queued-size", from.maxQueuedSize(),
				(to, size) -> to.withMaxQueuedBytes(size.toBytes()));
		limits = with(limits, "max-queued-per-service", from.maxQueuedPerService(),
				BrokerLimits::withMaxQueuedPerService);
		limits = with(limits, "max-requests-per-client", from.maxRequestsPerClient(),
				BrokerLimits::withMaxRequestsPerClient);
		limits = with(limits, "max-names", from.maxNames(), BrokerLimits::withMaxNames);
		return with(limits, "max-unsent-size", from.maxUnsentSize(),
				(to, size) -> to.withMaxUnsentBytes(size.toBytes()));
	}

	/** What its connections may take. */
	static ConnectionLimits connectionLimits(PigatoBrokerProperties.Limits from) {
		ConnectionLimits limits = ConnectionLimits.DEFAULT;
		limits = with(limits, "max-connections", from.maxConnections(), ConnectionLimits::withMaxConnections);
		limits = with(limits, "max-connections-per-address", from.maxConnectionsPerAddress(),
				ConnectionLimits::withMaxConnectionsPerAddress);
		limits = size(limits, "max-handshake-size", from.maxHandshakeSize(), ConnectionLimits::withMaxHandshakeBytes);
		limits = with(limits, "handshake-timeout", from.handshakeTimeout(), ConnectionLimits::withHandshakeTime);
		limits = with(limits, "unsent-grace", from.unsentGrace(), ConnectionLimits::withUnsentGrace);
		limits = with(limits, "identity-hold", from.identityHold(), ConnectionLimits::withIdentityHold);
		limits = with(limits, "max-subscriptions", from.maxSubscriptions(), ConnectionLimits::withMaxSubscriptions);
		return size(limits, "max-subscription-size", from.maxSubscriptionSize(),
				ConnectionLimits::withMaxSubscriptionBytes);
	}

	/** Options of its TCP connections. */
	static TcpOptions tcp(PigatoBrokerProperties.Tcp from) {
		TcpOptions options = TcpOptions.DEFAULT.withNoDelay(from.noDelay()).withKeepAlive(from.keepAlive());
		int sent = clamped(from.sendBufferSize());
		options = RefusedPropertyException.of("pigato.broker.tcp.send-buffer-size", from.sendBufferSize(), options,
				(to, size) -> to.withBuffers(sent, 0));
		return RefusedPropertyException.of("pigato.broker.tcp.receive-buffer-size", from.receiveBufferSize(), options,
				(to, size) -> to.withBuffers(sent, clamped(size)));
	}

	private static <L> L size(L limits, String name, DataSize size, BiFunction<L, Integer, L> use) {
		return with(limits, name, size, (to, value) -> use.apply(to, clamped(value)));
	}

	private static <L, V> L with(L limits, String name, V value, BiFunction<L, V, L> use) {
		return RefusedPropertyException.of(LIMITS + name, value, limits, use);
	}

	/** More than a message can have is as good as the most it can have. */
	private static int clamped(DataSize size) {
		return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, size.toBytes()));
	}

}
