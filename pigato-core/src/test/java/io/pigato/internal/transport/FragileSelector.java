package io.pigato.internal.transport;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A selector without channels, whose first selections fail. */
final class FragileSelector extends AbstractSelector {

	private final Set<SelectionKey> none = new HashSet<>();

	private final Semaphore wakeUps = new Semaphore(0);

	private int failures;

	FragileSelector(int failures) {
		super(SelectorProvider.provider());
		this.failures = failures;
	}

	@Override
	public int selectNow() throws IOException {
		if (this.failures > 0) {
			this.failures--;
			throw new IOException("the selector, on purpose");
		}
		this.wakeUps.drainPermits();
		return 0;
	}

	@Override
	public int select(long timeout) throws IOException {
		selectNowUnlessWoken(timeout);
		return 0;
	}

	@Override
	public int select() throws IOException {
		return select(Long.MAX_VALUE);
	}

	@Override
	public Selector wakeup() {
		this.wakeUps.release();
		return this;
	}

	@Override
	public Set<SelectionKey> keys() {
		return this.none;
	}

	@Override
	public Set<SelectionKey> selectedKeys() {
		return this.none;
	}

	@Override
	protected void implCloseSelector() {
	}

	@Override
	protected SelectionKey register(AbstractSelectableChannel channel, int operations, Object attachment) {
		throw new IllegalStateException("This selector takes no channels");
	}

	private void selectNowUnlessWoken(long timeout) throws IOException {
		if (this.failures > 0) {
			selectNow();
		}
		try {
			this.wakeUps.tryAcquire(timeout, TimeUnit.MILLISECONDS);
			this.wakeUps.drainPermits();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
