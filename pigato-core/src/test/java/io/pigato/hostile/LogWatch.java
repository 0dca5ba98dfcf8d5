package io.pigato.hostile;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/** Reads the log of PIGATO instead of the console, and keeps what should not be in it. */
final class LogWatch extends AppenderBase<ILoggingEvent> implements AutoCloseable {

	/** Sixteen frames with 64 bytes each, all of them escaped, and some words. */
	private static final int MAX_CHARACTERS = 5_000;

	private final Logger watched = (Logger) LoggerFactory.getLogger("io.pigato");

	private final Queue<String> offences = new ConcurrentLinkedQueue<>();

	private final AtomicLong lines = new AtomicLong();

	private final AtomicLong warnings = new AtomicLong();

	static LogWatch open() {
		LogWatch watch = new LogWatch();
		watch.setContext(watch.watched.getLoggerContext());
		watch.start();
		watch.watched.setAdditive(false);
		watch.watched.addAppender(watch);
		return watch;
	}

	/** What is too long, has control characters, or tells of something uncaught. */
	Queue<String> offences() {
		return this.offences;
	}

	/** Lines of any level. */
	long lines() {
		return this.lines.get();
	}

	/** Lines that an operator sees. */
	long warnings() {
		return this.warnings.get();
	}

	@Override
	protected void append(ILoggingEvent event) {
		String text = event.getFormattedMessage();
		boolean shown = event.getLevel().isGreaterOrEqual(Level.INFO);
		this.lines.incrementAndGet();
		if (shown) {
			this.warnings.incrementAndGet();
		}
		if (text.length() > MAX_CHARACTERS) {
			this.offences.add("too long: " + text.substring(0, MAX_CHARACTERS));
		}
		if (text.codePoints().anyMatch(LogWatch::breaksLines)) {
			this.offences.add("not escaped: " + text);
		}
		if (event.getLevel() == Level.ERROR || (shown && event.getThrowableProxy() != null)) {
			this.offences.add(event + ": " + ((event.getThrowableProxy() != null)
					? ch.qos.logback.classic.spi.ThrowableProxyUtil.asString(event.getThrowableProxy()) : ""));
		}
	}

	/** Also those that turn the direction of what is written. */
	static boolean breaksLines(int character) {
		int type = Character.getType(character);
		return type == Character.CONTROL || type == Character.FORMAT || type == Character.LINE_SEPARATOR
				|| type == Character.PARAGRAPH_SEPARATOR || type == Character.SURROGATE;
	}

	@Override
	public void close() {
		this.watched.detachAppender(this);
		this.watched.setAdditive(true);
		stop();
	}

}
