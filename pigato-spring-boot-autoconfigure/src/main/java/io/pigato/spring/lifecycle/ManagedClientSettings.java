package io.pigato.spring.lifecycle;

import io.pigato.RequestOptions;
import io.pigato.client.ClientListener;
import org.jspecify.annotations.Nullable;

/**
 * What a managed client needs to know beside its factory.
 *
 * @param requestOptions the options of requests that say nothing else
 * @param blockingCheck called before each request that would wait
 * @param interceptions who sees its requests
 * @param listener the application's own listener
 * @param events where to tell of its connections
 */
record ManagedClientSettings(RequestOptions requestOptions, Runnable blockingCheck, Interceptions interceptions,
		ClientListener listener, @Nullable PigatoEvents events) {

}
