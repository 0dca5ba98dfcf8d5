package io.pigato.worker;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.pigato.PigatoPayloadException;
import io.pigato.internal.Frame;
import io.pigato.internal.protocol.JsonFrames;
import io.pigato.internal.protocol.ReplyBody;
import io.pigato.internal.protocol.ReplyCode;
import io.pigato.internal.protocol.ReplyError;
import io.pigato.internal.protocol.ReplyOptions;
import io.pigato.internal.transport.TransportLimits;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A reply as a handler sees it: encodes on the handler's thread and posts to the loop.
 */
final class DefaultReply implements Reply {

	private static final Logger logger = LoggerFactory.getLogger(DefaultReply.class);

	private static final int FRESH = 0;

	private static final int WRITTEN = 1;

	private static final int ENDED = 2;

	/** A little less than a message may have, which has ids besides. */
	private static final int MAX_BYTES = TransportLimits.DEFAULT.maxMessageBytes() - 1024;

	private static final Duration LONGEST_CACHE = Duration.ofMillis(ReplyOptions.MAX_CACHE_MILLIS);

	private final RunningRequest request;

	private final WorkerSettings.Handling handling;

	private final WorkerAgent agent;

	private final AtomicInteger state = new AtomicInteger(FRESH);

	private volatile Frame options = JsonFrames.EMPTY_OBJECT;

	DefaultReply(RunningRequest request, WorkerSettings.Handling handling, WorkerAgent agent) {
		this.request = request;
		this.handling = handling;
		this.agent = agent;
	}

	@Override
	public void write(Object value) {
		Frame data = encode(value);
		if (JsonFrames.isNothing(data)) {
			throw new IllegalArgumentException(
					"A partial reply must not be null: it would end the stream of a Node.js client");
		}
		if (this.state.compareAndSet(FRESH, WRITTEN) || this.state.get() == WRITTEN) {
			this.agent.partial(this.request, new ReplyBody(ReplyCode.OK, data, JsonFrames.EMPTY_OBJECT));
		}
		else {
			throw ended();
		}
	}

	@Override
	public void end(@Nullable Object value) {
		Frame data = encode(value);
		finish(new ReplyBody(ReplyCode.OK, data, this.options));
	}

	@Override
	public void error(String code, String message, @Nullable Object details) {
		finish(errorBody(code, message, details));
	}

	@Override
	public void fail(Throwable failure) {
		FailureReport report = FailureReport.of(failure, this.handling.includeErrorMessages());
		finish(bodyOf(report));
		if (report.unexpected()) {
			logger.error("The handler of request {} failed", this.request.key(), failure);
		}
	}

	@Override
	public void reject() {
		if (!this.state.compareAndSet(FRESH, ENDED)) {
			throw new IllegalStateException((this.state.get() == ENDED) ? ended().getMessage()
					: "A reply that has sent a partial cannot be rejected any more");
		}
		this.agent.reject(this.request);
	}

	@Override
	public boolean isActive() {
		return !isEnded() && !this.request.cancelSignal().isGiven();
	}

	@Override
	public void onCancel(Runnable action) {
		if (!this.request.cancelSignal().register(action)) {
			this.agent.runCancelAction(action);
		}
	}

	@Override
	public void cacheFor(Duration time) {
		long millis = (time.compareTo(LONGEST_CACHE) > 0) ? ReplyOptions.MAX_CACHE_MILLIS : time.toMillis();
		if (millis <= 0) {
			throw new IllegalArgumentException("A reply is cached for 1 ms or more, not " + time);
		}
		this.options = ReplyOptions.encode(millis);
	}

	boolean isEnded() {
		return this.state.get() == ENDED;
	}

	private void finish(ReplyBody body) {
		moveToEnded();
		this.agent.last(this.request, body);
	}

	private ReplyBody errorBody(String code, String message, @Nullable Object details) {
		Frame encoded = (details != null) ? Frame.of(this.handling.codec().encode(details)) : null;
		ReplyBody body = new ReplyError(code, message, encoded, false).toBody();
		if (body.options().length() > JsonFrames.MAX_OPTIONS_BYTES) {
			throw new PigatoPayloadException(
					"An error of " + body.options().length() + " bytes is too large to be sent: it may have "
							+ JsonFrames.MAX_OPTIONS_BYTES + ", details included");
		}
		return body;
	}

	/** Without its details, if they are what cannot be sent. */
	private ReplyBody bodyOf(FailureReport report) {
		try {
			return errorBody(report.code(), report.message(), report.details());
		}
		catch (Throwable ex) {
			logger.error("The details of the failure of request {} could not be sent", this.request.key(), ex);
			return errorBody(report.code(), report.message(), null);
		}
	}

	/**
	 * A broker may end the connection over what is too large, and all replies with it.
	 */
	private Frame encode(@Nullable Object value) {
		Frame data = Frame.of(this.handling.codec().encode(value));
		long bytes = data.length() + (long) this.request.key().rid().length();
		if (bytes > MAX_BYTES) {
			throw new PigatoPayloadException("A reply of " + bytes + " bytes is too large to be sent: it may have "
					+ MAX_BYTES + "; send it in parts by write(…)");
		}
		return data;
	}

	private void moveToEnded() {
		if (this.state.getAndSet(ENDED) == ENDED) {
			throw ended();
		}
	}

	private static IllegalStateException ended() {
		return new IllegalStateException("The reply has ended already");
	}

}
