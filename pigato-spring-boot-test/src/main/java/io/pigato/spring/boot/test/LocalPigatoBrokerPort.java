package io.pigato.spring.boot.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.beans.factory.annotation.Value;

/**
 * The TCP port of the embedded broker, for tests that have it bind
 * {@code pigato.broker.bind=tcp://127.0.0.1:0}; with several endpoints, that of the
 * first. The same as {@code @Value("${local.pigato.broker.port}")}. Where the broker has
 * no TCP endpoint there is no such property.
 *
 * @since 0.1.0
 */
@Target({ ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Value("${local.pigato.broker.port}")
public @interface LocalPigatoBrokerPort {

}
