package io.pigato.internal.transport.inprocess;

import io.pigato.internal.Frame;
import io.pigato.internal.transport.DealerOptions;
import io.pigato.internal.transport.EventLoop;
import io.pigato.internal.transport.TransportLimits;

/**
 * What the two ends of a connection share.
 *
 * @param identity the dealer's
 * @param endpoint for people
 * @param toRouter what the dealer sends
 * @param toDealer what the router sends
 */
record InProcessLink(Frame identity, String endpoint, InProcessPipe toRouter, InProcessPipe toDealer) {

	/**
	 * A link that holds in each direction as many messages as both ends allow, and as
	 * many bytes as its writer does.
	 * @param options the dealer's
	 * @param dealerLoop where the dealer lives
	 * @param routerLoop where the router lives
	 * @param routerLimits what the router allows
	 * @return a link that nobody reads yet
	 */
	static InProcessLink between(DealerOptions options, EventLoop dealerLoop, EventLoop routerLoop,
			TransportLimits routerLimits) {
		int capacity = Math.min(options.limits().maxQueuedMessages(), routerLimits.maxQueuedMessages());
		return new InProcessLink(options.identity(), options.endpoint().toString(),
				new InProcessPipe(routerLoop, capacity, options.limits().maxQueuedBytes()),
				new InProcessPipe(dealerLoop, capacity, routerLimits.maxQueuedBytes()));
	}

	/**
	 * Ends the connection from the router's side; the dealer gets what was sent before.
	 * @param reason for people
	 */
	void endByRouter(String reason) {
		this.toDealer.end(reason);
		this.toRouter.abandon();
	}

	/**
	 * Ends the connection from the router's side; what waits in it is dropped, both ways.
	 * @param reason for people
	 */
	void cutOff(String reason) {
		this.toDealer.clear();
		endByRouter(reason);
	}

	/**
	 * Ends the connection from the dealer's side; the router gets what was sent before.
	 */
	void endByDealer() {
		this.toRouter.end("The peer has closed the connection");
		this.toDealer.abandon();
	}

}
