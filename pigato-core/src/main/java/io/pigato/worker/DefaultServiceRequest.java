package io.pigato.worker;

import java.lang.reflect.Type;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import io.pigato.PigatoPayloadException;
import io.pigato.internal.Frame;
import io.pigato.internal.protocol.JsonFrames;
import io.pigato.internal.protocol.WorkerRequest;
import io.pigato.payload.PayloadCodec;
import io.pigato.payload.PayloadType;
import org.jspecify.annotations.Nullable;

/** A request read from the wire when its handler asks. */
final class DefaultServiceRequest implements ServiceRequest {

	private static final Type OPTIONS = new PayloadType<Map<String, Object>>() {
	}.type();

	private final WorkerRequest message;

	private final PayloadCodec codec;

	private volatile @Nullable Map<String, Object> options;

	DefaultServiceRequest(WorkerRequest message, PayloadCodec codec) {
		this.message = message;
		this.codec = codec;
	}

	@Override
	public String service() {
		return this.message.request().service().text();
	}

	@Override
	public String id() {
		return this.message.request().rid().text();
	}

	@Override
	public String clientId() {
		return this.message.client().text();
	}

	@Override
	@SuppressWarnings("unchecked")
	public <T> @Nullable T data(PayloadType<T> type) {
		try {
			return (T) this.codec.decode(this.message.request().data().array(), type.type());
		}
		catch (PigatoPayloadException ex) {
			throw new UnreadablePayloadException(ex);
		}
	}

	@Override
	public Map<String, Object> options() {
		Map<String, Object> read = this.options;
		if (read == null) {
			read = readOptions();
			this.options = read;
		}
		return read;
	}

	@Override
	public Map<String, String> headers() {
		Map<String, String> headers = new LinkedHashMap<>();
		if (options().get("headers") instanceof Map<?, ?> sent) {
			sent.forEach((name, value) -> {
				if (name instanceof String text && value instanceof String content) {
					headers.put(text, content);
				}
			});
		}
		return Collections.unmodifiableMap(headers);
	}

	@SuppressWarnings("unchecked")
	private Map<String, Object> readOptions() {
		Frame frame = this.message.request().options();
		try {
			Object read = JsonFrames.isNothing(frame) ? null : this.codec.decode(frame.array(), OPTIONS);
			return (read instanceof Map<?, ?> map) ? Collections.unmodifiableMap((Map<String, Object>) map) : Map.of();
		}
		catch (PigatoPayloadException ex) {
			return Map.of();
		}
	}

}
