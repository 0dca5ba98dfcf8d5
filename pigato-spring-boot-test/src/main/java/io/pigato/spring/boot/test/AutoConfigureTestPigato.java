package io.pigato.spring.boot.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

/**
 * Gives a test a broker of its own, in process and without a port, in place of the one at
 * {@code pigato.endpoint}: {@code pigato.enabled} and {@code pigato.broker.embedded}
 * become {@code true}, {@code pigato.broker.bind} and
 * {@code pigato.broker.internal-channel} empty, whatever else is configured. Contexts
 * that run at the same time do not meet. Also for slices such as {@code @WebMvcTest},
 * which get PIGATO by it. A {@code PigatoConnectionDetails} bean of the application's own
 * still comes first; then there are no stubs.
 *
 * @since 0.1.0
 * @see PigatoStubs
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration
public @interface AutoConfigureTestPigato {

}
