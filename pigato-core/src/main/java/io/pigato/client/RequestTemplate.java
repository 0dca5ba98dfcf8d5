package io.pigato.client;

import java.time.Duration;
import java.util.List;

import io.pigato.PigatoPayloadException;
import io.pigato.RequestOptions;
import io.pigato.internal.Frame;
import io.pigato.internal.protocol.Extensions;
import io.pigato.internal.protocol.OptionsWriter;
import io.pigato.internal.transport.TransportLimits;
import io.pigato.payload.PayloadCodec;
import org.jspecify.annotations.Nullable;

/** What a user asked for, from which any number of requests can be made. */
record RequestTemplate(String service, @Nullable Object data, RequestOptions options) {

	private static final List<String> EXTENSIONS = List.of(Extensions.CANCEL, Extensions.ERROR, Extensions.HEARTBEAT);

	private static final long NO_WIRE_TIMEOUT = -1;

	/** A little less than a message may have, which the broker adds ids to. */
	private static final int MAX_BYTES = TransportLimits.DEFAULT.maxMessageBytes() - 1024;

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
		Frame data = Frame.of(codec.encode(this.data));
		checkSize(data.length() + (long) full.length() + this.service.length());
		return new PendingRequest.Content(Frame.of(this.service), data, full, plain,
				(timeout != null) ? timeout.toNanos() : PendingRequest.NO_TIMEOUT, this.options.retry());
	}

	/** A broker may end the connection, with all that is under way on it. */
	private void checkSize(long bytes) {
		if (bytes > MAX_BYTES) {
			throw new PigatoPayloadException("A request to service '" + this.service + "' of " + bytes
					+ " bytes is too large to be sent: payload and options may take " + MAX_BYTES);
		}
	}

	private Frame write(long wireMillis, PayloadCodec codec) {
		return OptionsWriter.write(wireMillis, this.options, EXTENSIONS, codec::encode);
	}

}
