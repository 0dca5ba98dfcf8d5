package io.pigato.internal;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands until a test moves it. */
public final class ManualTicker implements Ticker {

	private final AtomicLong nanos;

	public ManualTicker() {
		this(0);
	}

	public ManualTicker(long nanos) {
		this.nanos = new AtomicLong(nanos);
	}

	@Override
	public long nanos() {
		return this.nanos.get();
	}

	public void advance(Duration step) {
		this.nanos.addAndGet(step.toNanos());
	}

}
