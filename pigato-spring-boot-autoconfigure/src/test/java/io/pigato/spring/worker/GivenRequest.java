package io.pigato.spring.worker;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.pigato.payload.JacksonPayloadCodec;
import io.pigato.payload.PayloadType;
import io.pigato.worker.ServiceRequest;
import org.jspecify.annotations.Nullable;

/** A request with a given payload. */
record GivenRequest(String json) implements ServiceRequest {

	@Override
	public String service() {
		return "service";
	}

	@Override
	public String id() {
		return "id";
	}

	@Override
	public String clientId() {
		return "client";
	}

	@Override
	@SuppressWarnings("unchecked")
	public <T> @Nullable T data(PayloadType<T> type) {
		return (T) new JacksonPayloadCodec().decode(this.json.getBytes(StandardCharsets.UTF_8), type.type());
	}

	@Override
	public Map<String, Object> options() {
		return Map.of();
	}

	@Override
	public Map<String, String> headers() {
		return Map.of();
	}

}
