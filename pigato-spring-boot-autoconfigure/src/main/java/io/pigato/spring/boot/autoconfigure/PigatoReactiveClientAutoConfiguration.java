package io.pigato.spring.boot.autoconfigure;

import io.pigato.client.PigatoClient;
import io.pigato.spring.client.ReactivePigatoClient;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import reactor.core.publisher.Flux;

/**
 * A reactive client of PIGATO over the other one, where Reactor is there.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = PigatoClientAutoConfiguration.class)
@ConditionalOnClass(Flux.class)
@ConditionalOnSingleCandidate(PigatoClient.class)
public final class PigatoReactiveClientAutoConfiguration {

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	ReactivePigatoClient reactivePigatoClient(PigatoClient client) {
		return ReactivePigatoClient.create(client);
	}

}
