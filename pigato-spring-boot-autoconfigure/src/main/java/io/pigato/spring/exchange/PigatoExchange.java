package io.pigato.spring.exchange;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;
import org.springframework.core.annotation.AliasFor;

/**
 * Makes a request of a method of an interface, which {@link ImportPigatoClients} or a
 * {@link PigatoExchangeProxyFactory} implements. On the interface itself it says what
 * holds for all methods that do not say otherwise.
 * <p>
 * Of the method's parameters one may be the payload, any value with a JSON form. The
 * others are what they are marked as, or what their type says:
 * {@link io.pigato.spring.annotation.PigatoHeader @PigatoHeader} a header (left out if
 * {@code null}) or, on a {@code Map}, headers; {@link PigatoTarget @PigatoTarget} the id
 * of the one worker to ask (any, if {@code null}); a {@link java.time.Duration} the
 * longest silence to bear (as declared, if {@code null}).
 * <p>
 * The result says in which form the reply is had:
 * <ul>
 * <li>a value, {@link java.util.Optional} or {@code void}: the method waits for the final
 * reply
 * <li>{@link java.util.concurrent.CompletableFuture},
 * {@link java.util.concurrent.CompletionStage} or {@link java.util.concurrent.Future}:
 * the final reply, later
 * <li>{@link java.util.stream.Stream}: the partial replies, to be closed; each step waits
 * <li>{@link java.util.concurrent.Flow.Publisher}: the partial replies, pushed
 * <li>with Reactor, {@code Mono} or {@code Flux}, and what Spring's
 * {@link org.springframework.core.ReactiveAdapterRegistry} makes of them
 * </ul>
 * It fails as {@link io.pigato.client.PigatoClient} says. As a meta-annotation it makes
 * annotations of one's own.
 *
 * @since 0.1.0
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective(PigatoExchangeReflectiveProcessor.class)
public @interface PigatoExchange {

	/**
	 * Alias for {@link #service()}.
	 * @return the service
	 */
	@AliasFor("service")
	String value() default "";

	/**
	 * The service to ask; may hold {@code ${placeholders}}.
	 * @return its name; by default what the interface says
	 */
	@AliasFor("value")
	String service() default "";

	/**
	 * The longest silence to bear, such as {@code 5s}, between 1 ms and 24 days, or
	 * {@code none} for as long as the client is open; may hold {@code ${placeholders}}.
	 * @return a duration; by default what the interface says, and then the client
	 */
	String timeout() default "";

	/**
	 * Whether the broker may give the request to another worker when its worker is lost:
	 * for work that may be done twice.
	 * @return {@code true} to let it; by default what the interface says, and then the
	 * client
	 */
	boolean retry() default false;

	/**
	 * Whether to take no stored reply.
	 * @return {@code true} to take none; by default what the interface says
	 */
	boolean noCache() default false;

}
