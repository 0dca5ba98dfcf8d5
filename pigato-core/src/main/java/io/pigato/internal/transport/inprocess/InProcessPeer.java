package io.pigato.internal.transport.inprocess;

import io.pigato.internal.Message;
import io.pigato.internal.transport.SendResult;

/** The router's end of one connection within the JVM. */
final class InProcessPeer implements InProcessPipe.Reader {

	private final InProcessLink link;

	private final InProcessRouter router;

	InProcessPeer(InProcessLink link, InProcessRouter router) {
		this.link = link;
		this.router = router;
	}

	SendResult send(Message message) {
		SendResult result = this.link.toDealer().offer(message);
		if (result == SendResult.GONE) {
			// Has an effect where nobody else can say it: the loop of the dealer is
			// closed.
			this.link.toRouter().end("The loop of the peer is closed");
		}
		return result;
	}

	void close(String reason) {
		this.link.endByRouter(reason);
	}

	/** Ends the connection and drops what waits in it, both ways. */
	void cutOff() {
		this.link.cutOff("The broker has cut the connection off");
	}

	@Override
	public void onMessage(Message message) {
		this.router.onMessage(this.link.identity(), message);
	}

	@Override
	public void onEnd(String reason) {
		this.link.endByRouter(reason);
		this.router.onGone(this.link.identity());
	}

}
