package io.pigato.spring.boot.autoconfigure;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Where clients and workers find the broker. A bean of this type comes before the
 * embedded broker and before {@code pigato.endpoint}.
 *
 * @since 0.1.0
 */
public interface PigatoConnectionDetails extends ConnectionDetails {

	/**
	 * The broker's endpoint, asked for anew at each attempt to connect.
	 * @return for example {@code tcp://127.0.0.1:55555}; found without blocking
	 */
	String getEndpoint();

}
