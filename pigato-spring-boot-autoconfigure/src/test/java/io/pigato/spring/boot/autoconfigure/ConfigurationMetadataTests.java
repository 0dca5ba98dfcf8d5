package io.pigato.spring.boot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** What tools are told of the properties. */
class ConfigurationMetadataTests {

	private final Map<String, Map<String, Object>> properties = readProperties();

	@Test
	void allPropertiesAreKnown() {
		assertThat(this.properties.keySet()).containsExactlyInAnyOrder("pigato.enabled", "pigato.endpoint",
				"pigato.transport", "pigato.preferred-json-mapper", "pigato.broker.embedded", "pigato.broker.bind",
				"pigato.broker.share-loop", "pigato.broker.heartbeat-interval", "pigato.broker.heartbeat-liveness",
				"pigato.broker.dispatch", "pigato.broker.availability", "pigato.broker.cache.max-entries",
				"pigato.broker.cache.max-size", "pigato.broker.limits.max-message-size",
				"pigato.broker.limits.max-frames", "pigato.broker.limits.max-name-size",
				"pigato.broker.limits.max-queued-size", "pigato.broker.limits.max-queued-per-service",
				"pigato.broker.limits.max-requests-per-client", "pigato.broker.limits.max-names",
				"pigato.broker.limits.max-unsent-size", "pigato.broker.limits.max-connections",
				"pigato.broker.limits.max-connections-per-address", "pigato.broker.limits.max-handshake-size",
				"pigato.broker.limits.handshake-timeout", "pigato.broker.limits.unsent-grace",
				"pigato.broker.limits.identity-hold", "pigato.broker.limits.max-subscriptions",
				"pigato.broker.limits.max-subscription-size", "pigato.broker.internal-channel",
				"pigato.broker.tcp.no-delay", "pigato.broker.tcp.keep-alive", "pigato.broker.tcp.send-buffer-size",
				"pigato.broker.tcp.receive-buffer-size", "pigato.worker.services", "pigato.broker.shutdown-grace",
				"pigato.client.request-timeout", "pigato.client.retry", "pigato.client.heartbeat-interval",
				"pigato.client.heartbeat-liveness", "pigato.client.reconnect-delay",
				"pigato.client.reconnect-max-delay", "pigato.client.max-pending", "pigato.client.identity-prefix",
				"pigato.client.auto-startup", "pigato.worker.concurrency", "pigato.worker.heartbeat-interval",
				"pigato.worker.heartbeat-liveness", "pigato.worker.reconnect-delay",
				"pigato.worker.reconnect-max-delay", "pigato.worker.identity-prefix", "pigato.worker.auto-startup",
				"pigato.worker.shutdown-grace", "pigato.worker.error.include-message",
				"pigato.observations.max-services", "management.endpoint.pigato.access",
				"management.endpoint.pigato.cache.time-to-live", "management.health.pigato.enabled");
	}

	@Test
	void eachIsDescribed() {
		assertThat(this.properties).allSatisfy((name, property) -> assertThat(property.get("description")).asString()
			.hasSizeGreaterThan(20)
			.doesNotContain("{@"));
	}

	@Test
	void defaultsAreGivenWhereTheyDoNotDependOnAnything() {
		assertThat(this.properties.entrySet()
			.stream()
			.filter((property) -> !property.getValue().containsKey("defaultValue"))
			.map(Map.Entry::getKey)).containsExactlyInAnyOrder("pigato.broker.internal-channel",
					"pigato.client.identity-prefix", "pigato.worker.identity-prefix", "pigato.worker.services");
		assertThat(this.properties.get("pigato.client.request-timeout")).containsEntry("defaultValue", "60s");
	}

	@Test
	void conditionsCanBeReadWithoutLoadingClasses() throws IOException {
		Properties conditions = new Properties();
		try (InputStream file = open("META-INF/spring-autoconfigure-metadata.properties")) {
			conditions.load(file);
		}
		assertThat(conditions).containsKeys(PigatoAutoConfiguration.class.getName(),
				PigatoBrokerAutoConfiguration.class.getName(), PigatoClientAutoConfiguration.class.getName(),
				PigatoReactiveClientAutoConfiguration.class.getName(),
				PigatoHealthContributorAutoConfiguration.class.getName(),
				PigatoMetricsAutoConfiguration.class.getName(), PigatoEndpointAutoConfiguration.class.getName(),
				PigatoObservationAutoConfiguration.class.getName(), PigatoWorkerAutoConfiguration.class.getName());
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Map<String, Object>> readProperties() {
		try (InputStream file = open("META-INF/spring-configuration-metadata.json")) {
			Map<String, Object> metadata = new JsonMapper().readValue(file, Map.class);
			return ((List<Map<String, Object>>) metadata.get("properties")).stream()
				.collect(Collectors.toMap((property) -> (String) property.get("name"), (property) -> property));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** The one that stands beside our classes: other jars have their own. */
	private static InputStream open(String name) throws IOException {
		String classes = PigatoAutoConfiguration.class.getProtectionDomain().getCodeSource().getLocation().toString();
		return URI.create(classes + name).toURL().openStream();
	}

}
