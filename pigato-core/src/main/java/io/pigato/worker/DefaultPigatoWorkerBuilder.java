package io.pigato.worker;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import io.pigato.internal.Durations;
import io.pigato.internal.Frame;
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

/** Collects the settings of a worker. */
final class DefaultPigatoWorkerBuilder implements PigatoWorker.Builder {

	private static final int DEFAULT_CONCURRENCY = 100;

	private static final int MAX_NAME_BYTES = 255;

	/** The broker adds the client's identity to the largest request that it takes. */
	private static final int IDENTITY_BYTES = 512;

	private static final TransportLimits LIMITS = new TransportLimits(
			TransportLimits.DEFAULT.maxMessageBytes() + IDENTITY_BYTES, TransportLimits.DEFAULT.maxFrames(),
			TransportLimits.DEFAULT.maxQueuedMessages());

	private @Nullable String service;

	private @Nullable RequestHandler handler;

	private Supplier<String> endpoint = () -> LinkSettings.DEFAULT_ENDPOINT;

	private String identityPrefix = "worker";

	private @Nullable PigatoLoop loop;

	private Transport transport = Transport.ZMTP;

	private @Nullable PayloadCodec codec;

	private @Nullable Executor executor;

	private int concurrency = DEFAULT_CONCURRENCY;

	private KeepAlive keepAlive = KeepAlive.DEFAULT;

	private Duration shutdownGrace = Duration.ofSeconds(20);

	private boolean includeErrorMessages;

	private WorkerInfo info = WorkerInfo.NONE;

	private WorkerListener listener = new WorkerListener() {
	};

	@Override
	public PigatoWorker.Builder service(String name) {
		int bytes = name.getBytes(StandardCharsets.UTF_8).length;
		if (bytes == 0 || bytes > MAX_NAME_BYTES) {
			throw new IllegalArgumentException("A service name has 1 to 255 bytes, not " + bytes);
		}
		this.service = name;
		return this;
	}

	@Override
	public PigatoWorker.Builder handler(RequestHandler requestHandler) {
		this.handler = requestHandler;
		return this;
	}

	@Override
	public PigatoWorker.Builder endpoint(String text) {
		String checked = Endpoint.parse(text).toString();
		return endpoint(() -> checked);
	}

	@Override
	public PigatoWorker.Builder endpoint(Supplier<String> supplier) {
		this.endpoint = supplier;
		return this;
	}

	@Override
	public PigatoWorker.Builder loop(PigatoLoop shared) {
		this.loop = shared;
		return this;
	}

	@Override
	public PigatoWorker.Builder transport(Transport engine) {
		this.transport = engine;
		return this;
	}

	@Override
	public PigatoWorker.Builder codec(PayloadCodec payloadCodec) {
		this.codec = payloadCodec;
		return this;
	}

	@Override
	public PigatoWorker.Builder concurrency(int requests) {
		if (requests < 1) {
			throw new IllegalArgumentException("A worker handles at least 1 request at once, not " + requests);
		}
		this.concurrency = requests;
		return this;
	}

	@Override
	public PigatoWorker.Builder executor(Executor handlerExecutor) {
		this.executor = handlerExecutor;
		return this;
	}

	@Override
	public PigatoWorker.Builder identityPrefix(String prefix) {
		this.identityPrefix = new LinkSettings(this.endpoint, prefix, LIMITS).identityPrefix();
		return this;
	}

	@Override
	public PigatoWorker.Builder heartbeat(Duration interval, int liveness) {
		this.keepAlive = this.keepAlive.withHeartbeat(interval, liveness);
		return this;
	}

	@Override
	public PigatoWorker.Builder reconnectDelay(Duration first, Duration most) {
		this.keepAlive = this.keepAlive.withReconnectDelay(first, most);
		return this;
	}

	@Override
	public PigatoWorker.Builder shutdownGrace(Duration grace) {
		this.shutdownGrace = Durations.checkGrace(grace);
		return this;
	}

	@Override
	public PigatoWorker.Builder includeErrorMessages(boolean include) {
		this.includeErrorMessages = include;
		return this;
	}

	@Override
	public PigatoWorker.Builder info(WorkerInfo workerInfo) {
		this.info = workerInfo;
		return this;
	}

	@Override
	public PigatoWorker.Builder listener(WorkerListener workerListener) {
		this.listener = workerListener;
		return this;
	}

	@Override
	public PigatoWorker build() {
		String name = this.service;
		RequestHandler handling = this.handler;
		if (name == null || handling == null) {
			throw new IllegalStateException("A worker needs a service and a handler: "
					+ "PigatoWorker.builder().service(\"echo\").handler((request, reply) -> …)");
		}
		Threads.Pool pool = (this.executor != null) ? Threads.given(this.executor)
				: Threads.handlers("pigato-" + name, threads(this.concurrency));
		PigatoLoop shared = this.loop;
		PigatoLoop used = (shared != null) ? shared : PigatoLoop.start("pigato-worker");
		Runnable release = () -> {
			if (shared == null) {
				used.close();
			}
			pool.close();
		};
		return new DefaultPigatoWorker(settings(name, handling, pool.executor()), used,
				(requests) -> pool.grow().accept(threads(requests)), release);
	}

	/** One more than handlers, so that cancels are heard though all of these are busy. */
	private static int threads(int requests) {
		return Math.min(requests, Integer.MAX_VALUE - 1) + 1;
	}

	private WorkerSettings settings(String name, RequestHandler handling, Executor handlerExecutor) {
		PayloadCodec usedCodec = (this.codec != null) ? this.codec : new JacksonPayloadCodec();
		WorkerConfig config = new WorkerConfig(Frame.of(name), this.concurrency, this.keepAlive, this.info);
		LinkSettings link = new LinkSettings(this.endpoint, this.identityPrefix, LIMITS);
		return new WorkerSettings(config, link, this.transport, this.shutdownGrace,
				new WorkerSettings.Handling(handling, handlerExecutor, usedCodec, this.includeErrorMessages),
				this.listener);
	}

}
