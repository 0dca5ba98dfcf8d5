package io.pigato.spring.boot.autoconfigure;

import io.pigato.transport.Transport;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What concerns all of PIGATO.
 *
 * @param enabled whether PIGATO is configured at all
 * @param endpoint where clients and workers find the broker, unless it is embedded or a
 * PigatoConnectionDetails bean says otherwise
 * @param transport which engine moves the bytes over TCP, for broker, clients and workers
 * alike
 * @param preferredJsonMapper which generation of Jackson reads and writes payloads; the
 * application's mapper, if there is one
 * @param observations what is observed of requests
 * @since 0.1.0
 */
@ConfigurationProperties("pigato")
public record PigatoProperties(@DefaultValue("true") boolean enabled,
		@DefaultValue("tcp://127.0.0.1:55555") String endpoint, @DefaultValue("zmtp") Transport transport,
		@DefaultValue("jackson") PreferredJsonMapper preferredJsonMapper, @DefaultValue Observations observations) {

	/**
	 * What is observed of requests.
	 *
	 * @param maxServices how many names of services become values of a label in metrics,
	 * on each side; the rest are one value, "other"; 0 or more
	 * @since 0.1.0
	 */
	public record Observations(@DefaultValue("100") int maxServices) {

	}

}
