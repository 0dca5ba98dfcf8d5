package io.pigato.client;

import java.time.Duration;

import io.pigato.PigatoPayloadException;
import io.pigato.RequestOptions;
import io.pigato.internal.Frame;
import io.pigato.internal.protocol.JsonFrames;
import io.pigato.internal.transport.TransportLimits;
import io.pigato.payload.PayloadCodec;

/** Makes what users asked for into frames. Safe for use by any thread. */
final class RequestEncoder {

	/** A little less than a message may have, which the broker adds ids to. */
	private static final int MAX_BYTES = TransportLimits.DEFAULT.maxMessageBytes() - 1024;

	private final PayloadCodec codec;

	private final WireOptions full = new WireOptions(true);

	private final WireOptions withoutTimeout = new WireOptions(false);

	/**
	 * An encoder.
	 * @param codec turns data to JSON
	 */
	RequestEncoder(PayloadCodec codec) {
		this.codec = codec;
	}

	/**
	 * Makes the content of one request.
	 * @param template what was asked for
	 * @param mayOutlast whether partials may make it last longer than its time-out: a
	 * broker without extensions counts that in all, and must not be told
	 */
	PendingRequest.Content encode(RequestTemplate template, boolean mayOutlast) {
		RequestOptions options = template.options();
		Duration timeout = options.timeout();
		Frame told = this.full.write(options, this.codec);
		Frame plain = (mayOutlast && timeout != null) ? this.withoutTimeout.write(options, this.codec) : told;
		Frame data = Frame.of(this.codec.encode(template.data()));
		checkOptions(template.service(), told.length());
		checkSize(template.service(), data.length() + (long) told.length() + template.service().length());
		return new PendingRequest.Content(Frame.of(template.service()), data, told, plain,
				(timeout != null) ? timeout.toNanos() : PendingRequest.NO_TIMEOUT, options.retry());
	}

	/** Nobody would read them, and the request would go to any worker. */
	private static void checkOptions(String service, int bytes) {
		if (bytes > JsonFrames.MAX_OPTIONS_BYTES) {
			throw new PigatoPayloadException("The options of a request to service '" + service + "' have " + bytes
					+ " bytes, headers among them, and may have " + JsonFrames.MAX_OPTIONS_BYTES
					+ "; what is larger belongs in its data");
		}
	}

	/** A broker may end the connection, with all that is under way on it. */
	private static void checkSize(String service, long bytes) {
		if (bytes > MAX_BYTES) {
			throw new PigatoPayloadException("A request to service '" + service + "' of " + bytes
					+ " bytes is too large to be sent: payload and options may take " + MAX_BYTES);
		}
	}

}
