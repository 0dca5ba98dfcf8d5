package io.pigato.internal.transport.inprocess;

import java.time.Duration;

import io.pigato.internal.Message;
import io.pigato.internal.transport.DealerSocket;
import io.pigato.internal.transport.FailureLog;
import io.pigato.internal.transport.SendResult;
import io.pigato.internal.transport.TransportDrop;
import io.pigato.internal.transport.TransportLimits;

/** The dealer's end of a connection within the JVM. */
final class InProcessDealer implements DealerSocket, InProcessPipe.Reader {

	private final InProcessLink link;

	private final TransportLimits limits;

	private final DealerSocket.Handler handler;

	private final FailureLog failures;

	InProcessDealer(InProcessLink link, TransportLimits limits, DealerSocket.Handler handler, FailureLog failures) {
		this.link = link;
		this.limits = limits;
		this.handler = handler;
		this.failures = failures;
	}

	InProcessLink link() {
		return this.link;
	}

	@Override
	public SendResult send(Message message) {
		SendResult result = this.link.toRouter().offer(message);
		if (result == SendResult.GONE) {
			// Has an effect where nobody else can say it: the loop of the router is
			// closed.
			this.link.toDealer().end("The broker at " + this.link.endpoint() + " has gone");
		}
		return result;
	}

	@Override
	public void close(Duration linger) {
		this.link.endByDealer();
	}

	@Override
	public void onOpened() {
		try {
			this.handler.onConnected();
		}
		catch (Throwable ex) {
			report(ex);
		}
	}

	@Override
	public void onMessage(Message message) {
		TransportDrop drop = this.limits.brokenBy(message);
		if (drop != null) {
			this.failures.report("Dropped a message from " + this.link.endpoint() + " for " + this.link.identity()
					+ ": " + drop + ", with " + message.byteCount() + " bytes in " + message.size()
					+ " frames, where the limit is " + this.limits, null);
			return;
		}
		try {
			this.handler.onMessage(message);
		}
		catch (Throwable ex) {
			report(ex);
		}
	}

	@Override
	public void onEnd(String reason) {
		this.link.endByDealer();
		try {
			this.handler.onClosed(reason);
		}
		catch (Throwable ex) {
			report(ex);
		}
	}

	private void report(Throwable failure) {
		this.failures.report("A handler of " + this.link.identity() + " at " + this.link.endpoint() + " failed",
				failure);
	}

}
