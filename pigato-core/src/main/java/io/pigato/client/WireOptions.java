package io.pigato.client;

import java.time.Duration;
import java.util.List;

import io.pigato.RequestOptions;
import io.pigato.internal.Frame;
import io.pigato.internal.protocol.Extensions;
import io.pigato.internal.protocol.OptionsWriter;
import io.pigato.payload.PayloadCodec;
import org.jspecify.annotations.Nullable;

/**
 * Writes options, and those that were written last not again: most requests of a client
 * have the same. Safe for use by any thread.
 */
final class WireOptions {

	private static final List<String> EXTENSIONS = List.of(Extensions.CANCEL, Extensions.ERROR, Extensions.HEARTBEAT);

	private static final long NO_TIMEOUT = -1;

	private final boolean withTimeout;

	private volatile @Nullable Written last;

	/**
	 * Nothing has been written yet.
	 * @param withTimeout whether the time-out is told, if there is one
	 */
	WireOptions(boolean withTimeout) {
		this.withTimeout = withTimeout;
	}

	/**
	 * The frame of options.
	 * @param codec writes those that are not PIGATO's
	 */
	Frame write(RequestOptions options, PayloadCodec codec) {
		Written known = this.last;
		if (known != null && known.options().equals(options)) {
			return known.frame();
		}
		Duration timeout = options.timeout();
		long millis = (this.withTimeout && timeout != null) ? timeout.toMillis() : NO_TIMEOUT;
		Frame frame = OptionsWriter.write(millis, options, EXTENSIONS, codec::encode);
		if (options.headers().isEmpty() && options.others().isEmpty()) {
			this.last = new Written(options, frame);
		}
		return frame;
	}

	private record Written(RequestOptions options, Frame frame) {

	}

}
