package io.pigato.internal.transport;

import java.time.Duration;

import io.pigato.PigatoException;

/**
 * Opens sockets on one {@link EventLoop}. Everything but {@link #close} is called on the
 * loop thread, and every handler is called there.
 */
public interface TransportEngine {

	/**
	 * Opens the broker's end: one socket, bound to all endpoints of the options, in one
	 * name space of identities.
	 * @param options where and how
	 * @param handler is told what arrives
	 * @return the bound socket
	 * @throws PigatoException if one of the endpoints cannot be bound (a
	 * {@link io.pigato.PigatoBindException} that names it); nothing stays bound then
	 */
	RouterSocket openRouter(RouterOptions options, RouterSocket.Handler handler);

	/**
	 * Opens a client's or worker's end: one connection to one broker. Returns at once;
	 * the outcome is reported to the handler, a name that cannot be resolved or a refused
	 * connection included.
	 * @param options where and how
	 * @param handler is told what arrives
	 * @return the socket, which takes messages already while it connects
	 */
	DealerSocket openDealer(DealerOptions options, DealerSocket.Handler handler);

	/**
	 * Opens a publisher.
	 * @param options where and how
	 * @param handler is told what happens
	 * @return the bound socket
	 * @throws PigatoException if the endpoint cannot be bound (a
	 * {@link io.pigato.PigatoBindException} that names it)
	 */
	PublisherSocket openPublisher(PublisherOptions options, PublisherSocket.Handler handler);

	/**
	 * Closes all that is still open and ends the engine's own threads. Callable from any
	 * thread, once the loop has closed its sockets.
	 * @param limit how long it may take; it returns then, whatever hangs
	 * @return whether all had ended within the limit
	 */
	boolean close(Duration limit);

}
