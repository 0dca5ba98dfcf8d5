package io.pigato.broker;

import java.util.List;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes on to listeners, whose failures must not become the broker's nor each other's,
 * and notices on the way that something has happened.
 */
final class GuardedListener implements BrokerListener {

	private static final Logger logger = LoggerFactory.getLogger(GuardedListener.class);

	private final List<BrokerListener> listeners;

	private final Runnable onEvent;

	private boolean failed;

	private boolean strategyFailed;

	GuardedListener(List<BrokerListener> listeners, Runnable onEvent) {
		this.listeners = listeners;
		this.onEvent = onEvent;
	}

	@Override
	public void workerRegistered(String service, String workerId) {
		tell((to) -> to.workerRegistered(service, workerId));
	}

	@Override
	public void workerLost(String service, String workerId, int inFlight) {
		tell((to) -> to.workerLost(service, workerId, inFlight));
	}

	@Override
	public void concurrencyChanged(String service, String workerId, int concurrency) {
		tell((to) -> to.concurrencyChanged(service, workerId, concurrency));
	}

	@Override
	public void clientGone(String clientId, int requests) {
		tell((to) -> to.clientGone(clientId, requests));
	}

	@Override
	public void requestQueued(String service) {
		tell((to) -> to.requestQueued(service));
	}

	@Override
	public void requestDispatched(String service) {
		tell((to) -> to.requestDispatched(service));
	}

	@Override
	public void requestRejected(String service) {
		tell((to) -> to.requestRejected(service));
	}

	@Override
	public void requestRetried(String service) {
		tell((to) -> to.requestRetried(service));
	}

	@Override
	public void requestReplied(String service, long nanos) {
		tell((to) -> to.requestReplied(service, nanos));
	}

	@Override
	public void requestAnswered(String service) {
		tell((to) -> to.requestAnswered(service));
	}

	@Override
	public void requestAnsweredFromCache(String service) {
		tell((to) -> to.requestAnsweredFromCache(service));
	}

	@Override
	public void requestFailed(String service, String code) {
		tell((to) -> to.requestFailed(service, code));
	}

	@Override
	public void requestExpired(String service) {
		tell((to) -> to.requestExpired(service));
	}

	@Override
	public void requestCancelled(String service) {
		tell((to) -> to.requestCancelled(service));
	}

	@Override
	public void dropped(DropReason reason) {
		tell((to) -> to.dropped(reason));
	}

	@Override
	public void connectionRefused(RefusalReason reason, String detail) {
		tell((to) -> to.connectionRefused(reason, detail));
	}

	@Override
	public void strategyFailed(String service, Throwable cause) {
		if (!this.strategyFailed) {
			this.strategyFailed = true;
			logger.warn("The broker's dispatch strategy failed; the least busy worker is taken then, and its further "
					+ "failures are not logged", cause);
		}
		tell((to) -> to.strategyFailed(service, cause));
	}

	private void tell(Consumer<BrokerListener> event) {
		this.onEvent.run();
		for (BrokerListener listener : this.listeners) {
			tell(listener, event);
		}
	}

	private void tell(BrokerListener listener, Consumer<BrokerListener> event) {
		try {
			event.accept(listener);
		}
		catch (Throwable ex) {
			if (!this.failed) {
				this.failed = true;
				logger.warn("A listener of the broker failed; further failures of listeners are not logged", ex);
			}
		}
	}

}
