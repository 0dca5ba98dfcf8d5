package io.pigato.spring.lifecycle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import io.pigato.spring.event.PigatoEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ApplicationContextEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.ContextStartedEvent;

/**
 * Publishes events of the context in order, one at a time, on a callback thread. What
 * happens while the context starts is published when it has, so that listeners find all
 * of it running; what happens once it closes is not. Safe for use by any thread.
 *
 * @since 0.1.0
 */
public final class PigatoEvents implements ApplicationListener<ApplicationContextEvent>, SmartLifecycle {

	/** Before all that events tell of. */
	public static final int PHASE = PigatoBrokerLifecycle.PHASE - 1;

	private static final Logger logger = LoggerFactory.getLogger(PigatoEvents.class);

	private final ApplicationContext context;

	private final Executor executor;

	private final Deque<PigatoEvent> waiting = new ArrayDeque<>();

	private boolean held = true;

	private boolean running;

	private boolean closing;

	private boolean publishing;

	/**
	 * A publisher for one context.
	 * @param context what publishes, and tells when
	 * @param executor where listeners run
	 */
	public PigatoEvents(ApplicationContext context, Executor executor) {
		this.context = context;
		this.executor = executor;
	}

	/**
	 * Publishes an event soon, without waiting.
	 * @param event what happened
	 */
	public void publish(PigatoEvent event) {
		synchronized (this.waiting) {
			if (this.closing) {
				return;
			}
			this.waiting.add(event);
		}
		wake();
	}

	@Override
	public void onApplicationEvent(ApplicationContextEvent event) {
		if (!event.getApplicationContext().equals(this.context)) {
			return;
		}
		synchronized (this.waiting) {
			if (event instanceof ContextRefreshedEvent || event instanceof ContextStartedEvent) {
				this.held = false;
			}
			if (event instanceof ContextClosedEvent) {
				this.closing = true;
				this.waiting.clear();
			}
		}
		wake();
	}

	/** Holds events back until the context has started. */
	@Override
	public void start() {
		synchronized (this.waiting) {
			this.held = true;
			this.running = true;
		}
	}

	/** Does nothing yet: what stops is told of. */
	@Override
	public void stop() {
		synchronized (this.waiting) {
			this.running = false;
		}
	}

	@Override
	public boolean isRunning() {
		synchronized (this.waiting) {
			return this.running;
		}
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	private void wake() {
		synchronized (this.waiting) {
			if (this.held || this.publishing || this.waiting.isEmpty()) {
				return;
			}
			this.publishing = true;
		}
		try {
			this.executor.execute(this::publishAll);
		}
		catch (RejectedExecutionException ex) {
			leaveToNext();
			logger.debug("No thread is left for events", ex);
		}
		catch (Throwable ex) {
			leaveToNext();
			logger.warn("Events cannot be published now", ex);
		}
	}

	/** The next event tries again. */
	private void leaveToNext() {
		synchronized (this.waiting) {
			this.publishing = false;
		}
	}

	private void publishAll() {
		for (PigatoEvent event = next(); event != null; event = next()) {
			try {
				this.context.publishEvent(event);
			}
			catch (Throwable ex) {
				logger.warn("A listener of {} has failed", event.getClass().getSimpleName(), ex);
			}
		}
	}

	private @Nullable PigatoEvent next() {
		synchronized (this.waiting) {
			PigatoEvent event = this.held ? null : this.waiting.poll();
			this.publishing = event != null;
			return event;
		}
	}

}
