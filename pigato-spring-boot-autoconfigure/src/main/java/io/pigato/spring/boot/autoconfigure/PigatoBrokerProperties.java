package io.pigato.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The embedded broker.
 *
 * @param embedded whether the application runs a broker; its own clients and workers then
 * reach it in process
 * @param bind endpoints at which others reach the broker; port 0 takes a free one, an
 * empty list none: then only the application itself reaches it
 * @param heartbeatInterval how often peers are expected to show that they are alive
 * @param heartbeatLiveness how many heartbeats may be missed before a peer is lost
 * @param shutdownGrace how long replies under way may still pass when the broker stops
 * @since 0.1.0
 */
@ConfigurationProperties("pigato.broker")
public record PigatoBrokerProperties(@DefaultValue("false") boolean embedded,
		@DefaultValue("tcp://127.0.0.1:55555") List<String> bind, @DefaultValue("2500ms") Duration heartbeatInterval,
		@DefaultValue("3") int heartbeatLiveness, @DefaultValue("5s") Duration shutdownGrace) {

	/** Takes a copy of the list. */
	public PigatoBrokerProperties {
		bind = List.copyOf(bind);
	}

}
