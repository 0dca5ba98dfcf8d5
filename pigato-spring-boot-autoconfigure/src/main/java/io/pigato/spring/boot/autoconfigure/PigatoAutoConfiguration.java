package io.pigato.spring.boot.autoconfigure;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pigato.payload.JacksonPayloadCodec;
import io.pigato.payload.PayloadCodec;
import io.pigato.spring.json.JsonMapperPayloadCodec;
import io.pigato.spring.lifecycle.PigatoEvents;
import io.pigato.spring.lifecycle.PigatoThreads;
import io.pigato.spring.lifecycle.SharedPigatoLoop;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.thread.Threading;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/**
 * What clients and workers of PIGATO have in common: where the broker is, how payloads
 * are written, the loop and the threads.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = PigatoBrokerAutoConfiguration.class,
		afterName = { "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
				"org.springframework.boot.jackson2.autoconfigure.Jackson2AutoConfiguration" })
@ConditionalOnBooleanProperty(name = "pigato.enabled", matchIfMissing = true)
@EnableConfigurationProperties(PigatoProperties.class)
public final class PigatoAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	PigatoConnectionDetails pigatoConnectionDetails(PigatoProperties properties) {
		return PropertiesPigatoConnectionDetails.of(properties);
	}

	@Bean
	@ConditionalOnMissingBean
	PayloadCodec pigatoPayloadCodec() {
		return new JacksonPayloadCodec();
	}

	@Bean
	@ConditionalOnMissingBean
	SharedPigatoLoop sharedPigatoLoop() {
		return new SharedPigatoLoop();
	}

	@Bean
	@ConditionalOnMissingBean
	PigatoThreads pigatoThreads(Environment environment) {
		return Threading.VIRTUAL.isActive(environment) ? PigatoThreads.virtual() : PigatoThreads.platform();
	}

	@Bean
	@ConditionalOnMissingBean
	PigatoEvents pigatoEvents(ApplicationContext context, PigatoThreads threads) {
		return new PigatoEvents(context, threads.callbacks());
	}

	@Bean
	PeerSettings pigatoPeerSettings(PigatoConnectionDetails connectionDetails, PigatoProperties properties,
			PayloadCodec codec, PigatoThreads threads) {
		return new PeerSettings(connectionDetails, properties.transport(), codec, threads);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(JsonMapper.class)
	@ConditionalOnProperty(name = "pigato.preferred-json-mapper", havingValue = "jackson", matchIfMissing = true)
	static class JsonMapperConfiguration {

		@Bean
		@ConditionalOnSingleCandidate(JsonMapper.class)
		@ConditionalOnMissingBean(PayloadCodec.class)
		JsonMapperPayloadCodec pigatoJsonMapperPayloadCodec(JsonMapper mapper) {
			return new JsonMapperPayloadCodec(mapper);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty(name = "pigato.preferred-json-mapper", havingValue = "jackson2")
	static class ObjectMapperConfiguration {

		@Bean
		@ConditionalOnSingleCandidate(ObjectMapper.class)
		@ConditionalOnMissingBean(PayloadCodec.class)
		JacksonPayloadCodec pigatoObjectMapperPayloadCodec(ObjectMapper mapper) {
			return new JacksonPayloadCodec(mapper);
		}

	}

}
