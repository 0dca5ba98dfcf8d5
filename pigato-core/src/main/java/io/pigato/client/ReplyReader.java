package io.pigato.client;

import io.pigato.internal.Frame;
import io.pigato.internal.protocol.JsonFrames;
import io.pigato.internal.protocol.ReplyBody;
import io.pigato.internal.protocol.ReplyCode;
import io.pigato.payload.PayloadCodec;
import io.pigato.payload.PayloadType;
import org.jspecify.annotations.Nullable;

/**
 * Reads replies to one request as one type, off the loop.
 *
 * @param <T> the type
 */
final class ReplyReader<T> {

	private final String service;

	private final PayloadType<T> type;

	private final PayloadCodec codec;

	ReplyReader(String service, PayloadType<T> type, PayloadCodec codec) {
		this.service = service;
		this.type = type;
		this.codec = codec;
	}

	/** The value of a final reply. */
	@Nullable T read(ReplyBody body) {
		if (body.code() == ReplyCode.ERROR) {
			throw ReplyErrors.of(this.service, body, this.codec);
		}
		return read(body.data());
	}

	/** What a final reply adds to a stream: an element, unless it is empty. */
	@Nullable T readEnd(ReplyBody body) {
		boolean empty = body.code() != ReplyCode.ERROR && JsonFrames.isNothing(body.data());
		return empty ? null : read(body);
	}

	/** The value of a partial reply. */
	@SuppressWarnings("unchecked")
	@Nullable T read(Frame data) {
		return (T) this.codec.decode(data.array(), this.type.type());
	}

}
