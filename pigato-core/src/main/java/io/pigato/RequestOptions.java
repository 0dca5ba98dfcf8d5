package io.pigato;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * How one request is to be treated. Immutable; each {@code with…} returns a changed copy.
 *
 * @param timeout the longest silence the caller bears, at least 1 ms and at most 24 days;
 * {@code null} for none
 * @param retry whether the broker may give the request to another worker when its worker
 * is lost; the work may then be done twice
 * @param noCache whether a stored reply must not be used
 * @param workerId the one worker to ask, or {@code null} for any
 * @param headers metadata for the worker
 * @param others further options, passed to the worker as they are; they cannot replace
 * those above
 * @since 0.1.0
 */
public record RequestOptions(@Nullable Duration timeout, boolean retry, boolean noCache, @Nullable String workerId,
		Map<String, String> headers, Map<String, Object> others) {

	private static final Duration MIN_TIMEOUT = Duration.ofMillis(1);

	private static final Duration MAX_TIMEOUT = Duration.ofDays(24);

	/** 60 seconds, no retry, nothing else. */
	public static final RequestOptions DEFAULT = new RequestOptions(Duration.ofSeconds(60), false, false, null,
			Map.of(), Map.of());

	/** Checks the time-out and takes copies of the maps. */
	public RequestOptions {
		if (timeout != null && (timeout.compareTo(MIN_TIMEOUT) < 0 || timeout.compareTo(MAX_TIMEOUT) > 0)) {
			throw new IllegalArgumentException(
					"A time-out lies between 1 ms and 24 days, not " + timeout + "; for none use withoutTimeout()");
		}
		if (workerId != null && workerId.isEmpty()) {
			throw new IllegalArgumentException("A worker id is not empty");
		}
		headers = Map.copyOf(headers);
		others = Map.copyOf(others);
	}

	/**
	 * With another time-out.
	 * @param longestSilence between 1 ms and 24 days
	 * @return a copy
	 * @throws IllegalArgumentException if it is out of bounds
	 */
	public RequestOptions withTimeout(Duration longestSilence) {
		Objects.requireNonNull(longestSilence, "longestSilence");
		return new RequestOptions(longestSilence, this.retry, this.noCache, this.workerId, this.headers, this.others);
	}

	/**
	 * Without a time-out: the request may wait for as long as its client is open.
	 * @return a copy
	 */
	public RequestOptions withoutTimeout() {
		return new RequestOptions(null, this.retry, this.noCache, this.workerId, this.headers, this.others);
	}

	/**
	 * With or without redelivery when the worker is lost.
	 * @param redeliver whether it may be given to another worker
	 * @return a copy
	 */
	public RequestOptions withRetry(boolean redeliver) {
		return new RequestOptions(this.timeout, redeliver, this.noCache, this.workerId, this.headers, this.others);
	}

	/**
	 * With or without use of stored replies.
	 * @param skipCache whether a stored reply must not be used
	 * @return a copy
	 */
	public RequestOptions withNoCache(boolean skipCache) {
		return new RequestOptions(this.timeout, this.retry, skipCache, this.workerId, this.headers, this.others);
	}

	/**
	 * For one worker, or for any.
	 * @param id the worker's id, or {@code null} for any
	 * @return a copy
	 */
	public RequestOptions withWorkerId(@Nullable String id) {
		return new RequestOptions(this.timeout, this.retry, this.noCache, id, this.headers, this.others);
	}

	/**
	 * With one more header.
	 * @param name its name; one that exists is replaced
	 * @param value its value
	 * @return a copy
	 */
	public RequestOptions withHeader(String name, String value) {
		Map<String, String> extended = new LinkedHashMap<>(this.headers);
		extended.put(name, value);
		return new RequestOptions(this.timeout, this.retry, this.noCache, this.workerId, extended, this.others);
	}

	/**
	 * With one more option that PIGATO itself does not know.
	 * @param name its name; one that exists is replaced
	 * @param value any JSON value
	 * @return a copy
	 */
	public RequestOptions withOther(String name, Object value) {
		Map<String, Object> extended = new LinkedHashMap<>(this.others);
		extended.put(name, value);
		return new RequestOptions(this.timeout, this.retry, this.noCache, this.workerId, this.headers, extended);
	}

}
