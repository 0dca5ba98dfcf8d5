package io.pigato.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;
import org.springframework.core.annotation.AliasFor;

/**
 * Offers a method of a bean as a service.
 * <p>
 * The method takes the payload (one parameter of any JSON type, or none) and, where it
 * wants them, {@link PigatoHeader headers}, the {@link io.pigato.worker.ServiceRequest
 * request}, the {@link io.pigato.worker.Reply reply}, and what the application's
 * {@code PigatoArgumentResolver} beans supply. Constraints on its parameters and
 * {@code @Valid} are checked where the application has a Jakarta validator; a violation
 * is answered with {@code W_VALIDATION}. What it returns is the reply:
 * <ul>
 * <li>a value, or nothing ({@code void}): one reply; a list is one value
 * <li>{@link java.util.Optional}: its value or {@code null}
 * <li>{@link java.util.concurrent.CompletionStage}: what it will hold
 * <li>{@link java.util.stream.Stream} or {@link java.util.concurrent.Flow.Publisher}: a
 * partial reply for each element, then the end; an element must not be {@code null}. The
 * stream is closed, and both end early when nobody waits any more. A publisher is asked
 * for one element at a time, each written on the thread that publishes it
 * <li>a reactive type that Spring has an adapter for, such as Reactor's {@code Mono} (one
 * reply) and {@code Flux} (as a publisher)
 * <li>{@code void} beside a {@link io.pigato.worker.Reply} parameter: the method owns the
 * reply and may end it later, from any thread
 * </ul>
 * A {@link io.pigato.PigatoServiceException} travels to the caller with its code, message
 * and details, and so does what a {@code PigatoExceptionResolver} bean makes of another
 * exception; of all else the caller learns that there was an internal error.
 * <p>
 * All attributes may hold {@code ${placeholders}}. As a meta-annotation it makes
 * annotations of one's own.
 *
 * @since 0.1.0
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective(PigatoServiceReflectiveProcessor.class)
public @interface PigatoService {

	/**
	 * Alias for {@link #name()}.
	 * @return the name
	 */
	@AliasFor("name")
	String value() default "";

	/**
	 * The service's name: 1 to 255 bytes of UTF-8. A version ({@code report@1.2.0}) or a
	 * trailing {@code *} is part of it. One application offers a name once.
	 * @return the name
	 */
	@AliasFor("value")
	String name() default "";

	/**
	 * What the application calls it, unique within the application: properties, health
	 * and {@code PigatoWorkerRegistry} know it by that, metrics by its name.
	 * @return the id; by default the names of bean and method, {@code greeter.greet}
	 */
	String id() default "";

	/**
	 * How many requests it handles at once, 1 or more.
	 * {@code pigato.worker.services.<id>.concurrency} comes before it.
	 * @return a number; by default {@code pigato.worker.concurrency}
	 */
	String concurrency() default "";

	/**
	 * The {@link java.util.concurrent.Executor} that calls the method. It must be able to
	 * run as many at once as the concurrency says.
	 * @return the name of a bean; by default PIGATO's own threads
	 */
	String executor() default "";

	/**
	 * The broker to offer it at, if that is another than the application's own.
	 * @return the name of a {@code PigatoConnectionDetails} bean, which should be no
	 * default candidate ({@code @Bean(defaultCandidate = false)}); by default the
	 * application's broker
	 */
	String broker() default "";

}
