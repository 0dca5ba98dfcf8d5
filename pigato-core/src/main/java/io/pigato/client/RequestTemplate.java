package io.pigato.client;

import java.time.Duration;
import java.util.List;

import io.pigato.RequestOptions;
import io.pigato.internal.Frame;
import io.pigato.internal.protocol.Extensions;
import io.pigato.internal.protocol.OptionsWriter;
import io.pigato.payload.PayloadCodec;
import org.jspecify.annotations.Nullable;

/** What a user asked for, from which any number of requests can be made. */
record RequestTemplate(String service, @Nullable Object data, RequestOptions options) {

	private static final List<String> EXTENSIONS = List.of(Extensions.CANCEL, Extensions.ERROR, Extensions.HEARTBEAT);

	private static final long NO_WIRE_TIMEOUT = -1;

	/**
	 * Makes the content of one request.
	 * @param codec turns the data to JSON
	 * @param mayOutlast whether partials may make it last longer than its time-out: a
	 * broker without extensions counts that in all, and must not be told
	 */
	PendingRequest.Content encode(PayloadCodec codec, boolean mayOutlast) {
		Duration timeout = this.options.timeout();
		long wireMillis = (timeout != null) ? timeout.toMillis() : NO_WIRE_TIMEOUT;
		Frame full = write(wireMillis, codec);
		Frame plain = (mayOutlast && timeout != null) ? write(NO_WIRE_TIMEOUT, codec) : full;
		return new PendingRequest.Content(Frame.of(this.service), Frame.of(codec.encode(this.data)), full, plain,
				(timeout != null) ? timeout.toNanos() : PendingRequest.NO_TIMEOUT, this.options.retry());
	}

	private Frame write(long wireMillis, PayloadCodec codec) {
		return OptionsWriter.write(wireMillis, this.options, EXTENSIONS, codec::encode);
	}

}
