package io.pigato.client;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import io.pigato.RequestOptions;
import io.pigato.internal.Threads;
import io.pigato.internal.peer.KeepAlive;
import io.pigato.internal.peer.LinkSettings;
import io.pigato.internal.transport.Endpoint;
import io.pigato.internal.transport.TransportLimits;
import io.pigato.payload.JacksonPayloadCodec;
import io.pigato.payload.PayloadCodec;
import io.pigato.transport.PigatoLoop;
import io.pigato.transport.Transport;
import org.jspecify.annotations.Nullable;

/** Collects the settings of a client. */
final class DefaultPigatoClientBuilder implements PigatoClient.Builder {

	private static final long DEFAULT_MAX_PENDING_BYTES = 64L * 1024 * 1024;

	private static final long LEAST_MAX_PENDING_BYTES = 1024;

	private Supplier<String> endpoint = () -> LinkSettings.DEFAULT_ENDPOINT;

	private String identityPrefix = "client";

	private @Nullable PigatoLoop loop;

	private Transport transport = Transport.ZMTP;

	private @Nullable PayloadCodec codec;

	private @Nullable Executor callbackExecutor;

	private RequestOptions requestOptions = RequestOptions.DEFAULT;

	private KeepAlive keepAlive = KeepAlive.DEFAULT;

	private long maxPendingBytes = DEFAULT_MAX_PENDING_BYTES;

	private ClientListener listener = new ClientListener() {
	};

	@Override
	public PigatoClient.Builder endpoint(String text) {
		String checked = Endpoint.parse(text).toString();
		return endpoint(() -> checked);
	}

	@Override
	public PigatoClient.Builder endpoint(Supplier<String> supplier) {
		this.endpoint = supplier;
		return this;
	}

	@Override
	public PigatoClient.Builder loop(PigatoLoop shared) {
		this.loop = shared;
		return this;
	}

	@Override
	public PigatoClient.Builder transport(Transport engine) {
		this.transport = engine;
		return this;
	}

	@Override
	public PigatoClient.Builder codec(PayloadCodec payloadCodec) {
		this.codec = payloadCodec;
		return this;
	}

	@Override
	public PigatoClient.Builder callbackExecutor(Executor executor) {
		this.callbackExecutor = executor;
		return this;
	}

	@Override
	public PigatoClient.Builder identityPrefix(String prefix) {
		this.identityPrefix = new LinkSettings(this.endpoint, prefix, TransportLimits.DEFAULT).identityPrefix();
		return this;
	}

	@Override
	public PigatoClient.Builder requestOptions(RequestOptions options) {
		this.requestOptions = options;
		return this;
	}

	@Override
	public PigatoClient.Builder heartbeat(Duration interval, int liveness) {
		this.keepAlive = this.keepAlive.withHeartbeat(interval, liveness);
		return this;
	}

	@Override
	public PigatoClient.Builder reconnectDelay(Duration first, Duration most) {
		this.keepAlive = this.keepAlive.withReconnectDelay(first, most);
		return this;
	}

	@Override
	public PigatoClient.Builder maxPendingBytes(long bytes) {
		if (bytes < LEAST_MAX_PENDING_BYTES) {
			throw new IllegalArgumentException("A client must be able to hold 1024 bytes at least, not " + bytes);
		}
		this.maxPendingBytes = bytes;
		return this;
	}

	@Override
	public PigatoClient.Builder listener(ClientListener clientListener) {
		this.listener = clientListener;
		return this;
	}

	@Override
	public PigatoClient build() {
		Threads.Pool pool = (this.callbackExecutor != null) ? Threads.given(this.callbackExecutor)
				: Threads.callbacks("pigato-callback");
		PigatoLoop shared = this.loop;
		PigatoLoop own = (shared != null) ? shared : PigatoLoop.start("pigato-client");
		Runnable release = () -> {
			if (shared == null) {
				own.close();
			}
			pool.close();
		};
		return new DefaultPigatoClient(settings(pool.executor()), own, release);
	}

	private ClientSettings settings(Executor callbacks) {
		PayloadCodec usedCodec = (this.codec != null) ? this.codec : new JacksonPayloadCodec();
		LinkSettings link = new LinkSettings(this.endpoint, this.identityPrefix, TransportLimits.DEFAULT);
		return new ClientSettings(link, this.transport, this.keepAlive, this.requestOptions,
				new ClientSettings.Conversion(usedCodec, callbacks), this.maxPendingBytes, this.listener);
	}

}
