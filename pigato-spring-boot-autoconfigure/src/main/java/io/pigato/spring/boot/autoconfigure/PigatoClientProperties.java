package io.pigato.spring.boot.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The client.
 *
 * @param requestTimeout longest silence that a request bears; a partial reply ends a
 * silence
 * @param retry whether a request is given to another worker when its worker is lost; the
 * work may then be done twice
 * @param heartbeatInterval how often the client shows that it is alive
 * @param heartbeatLiveness how many heartbeats may pass without a sign of the broker
 * before the connection is given up
 * @param reconnectDelay pause before the second attempt to connect; doubled after each
 * failure
 * @param reconnectMaxDelay longest pause between two attempts to connect
 * @param maxPending how much the client holds at most: requests under way, and replies of
 * one stream that nobody has taken yet
 * @param identityPrefix what the client's identities begin with, 1 to 64 visible ASCII
 * characters; the application's name by default
 * @param autoStartup whether the client connects with the start of the application;
 * otherwise when it is first used
 * @since 0.1.0
 */
@ConfigurationProperties("pigato.client")
public record PigatoClientProperties(@DefaultValue("60s") Duration requestTimeout, @DefaultValue("false") boolean retry,
		@DefaultValue("2500ms") Duration heartbeatInterval, @DefaultValue("3") int heartbeatLiveness,
		@DefaultValue("1s") Duration reconnectDelay, @DefaultValue("10s") Duration reconnectMaxDelay,
		@DefaultValue("64MB") DataSize maxPending, @Nullable String identityPrefix,
		@DefaultValue("true") boolean autoStartup) {

}
