package io.pigato.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The workers.
 *
 * @param concurrency how many requests each service handles at once, unless it says so
 * itself
 * @param heartbeatInterval how often a worker shows that it is alive
 * @param heartbeatLiveness how many heartbeats may pass without a sign of the broker
 * before the connection is given up
 * @param reconnectDelay pause before the second attempt to connect; doubled after each
 * failure
 * @param reconnectMaxDelay longest pause between two attempts to connect
 * @param identityPrefix what the workers' identities begin with, 1 to 64 visible ASCII
 * characters; the application's name by default
 * @param autoStartup whether the workers start with the application
 * @param shutdownGrace how long running requests may go on when the workers stop
 * @param error what callers are told of unexpected failures
 * @param services settings of single services, by their ids
 * @since 0.1.0
 */
@ConfigurationProperties("pigato.worker")
public record PigatoWorkerProperties(@DefaultValue("100") int concurrency,
		@DefaultValue("2500ms") Duration heartbeatInterval, @DefaultValue("3") int heartbeatLiveness,
		@DefaultValue("1s") Duration reconnectDelay, @DefaultValue("10s") Duration reconnectMaxDelay,
		@Nullable String identityPrefix, @DefaultValue("true") boolean autoStartup,
		@DefaultValue("20s") Duration shutdownGrace, @DefaultValue ErrorReplies error,
		@DefaultValue Map<String, Service> services) {

	/** Takes a copy of the map. */
	public PigatoWorkerProperties {
		services = Map.copyOf(services);
	}

	/**
	 * What callers are told of unexpected failures.
	 *
	 * @param includeMessage when the exception's message travels to the caller, who
	 * otherwise reads "internal error"
	 * @since 0.1.0
	 */
	public record ErrorReplies(@DefaultValue("never") IncludeMessage includeMessage) {

	}

	/**
	 * Settings of one service.
	 *
	 * @param concurrency how many requests it handles at once, whatever its annotation
	 * says
	 * @param autoStartup whether its worker starts with the application;
	 * {@code pigato.worker.auto-startup} unless set
	 * @since 0.1.0
	 */
	public record Service(@Nullable Integer concurrency, @Nullable Boolean autoStartup) {

	}

	/**
	 * When the message of an unexpected exception travels.
	 *
	 * @since 0.1.0
	 */
	public enum IncludeMessage {

		/** Never: it may tell strangers about the inside of the application. */
		NEVER,

		/** Always. */
		ALWAYS

	}

}
