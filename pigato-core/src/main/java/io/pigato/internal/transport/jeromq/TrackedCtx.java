package io.pigato.internal.transport.jeromq;

import java.io.IOException;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import zmq.Ctx;

/**
 * A JeroMQ context that knows its selectors, so that the ports and connections of a dead
 * I/O thread can be given back: JeroMQ's own way of ending it waits for that thread.
 */
final class TrackedCtx extends Ctx {

	private static final Logger logger = LoggerFactory.getLogger(TrackedCtx.class);

	/**
	 * Not there yet while the constructor of the super class opens its first selector.
	 */
	private final @Nullable List<Selector> selectors = new CopyOnWriteArrayList<>();

	@Override
	public Selector createSelector() {
		Selector selector = super.createSelector();
		if (this.selectors != null) {
			this.selectors.add(selector);
		}
		return selector;
	}

	@Override
	public boolean closeSelector(Selector selector) {
		if (this.selectors != null) {
			this.selectors.remove(selector);
		}
		return super.closeSelector(selector);
	}

	/** Closes what the I/O thread had open. To be called once that is dead. */
	void closeNetworkChannels() {
		for (Selector selector : Objects.requireNonNull(this.selectors)) {
			if (selector.isOpen() && closeNetworkChannels(selector)) {
				closeSelector(selector);
			}
		}
	}

	private static boolean closeNetworkChannels(Selector selector) {
		boolean found = false;
		for (SelectionKey key : selector.keys()) {
			if (key.channel() instanceof NetworkChannel channel) {
				found = true;
				close(channel);
			}
		}
		return found;
	}

	private static void close(NetworkChannel channel) {
		try {
			channel.close();
		}
		catch (IOException ex) {
			logger.debug("{} did not close cleanly", channel, ex);
		}
	}

}
