package io.pigato.worker;

import java.util.List;
import java.util.random.RandomGenerator;

import io.pigato.internal.Deadlines;
import io.pigato.internal.Frame;
import io.pigato.internal.peer.KeepAlive;
import io.pigato.internal.protocol.ReplyBody;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.protocol.WorkerRequest;
import io.pigato.internal.transport.SendResult;

/** A worker without threads and sockets, for simulations. */
public final class SimulatedWorker {

	private final WorkerSession session;

	private long heldBytes;

	private boolean stopped;

	public SimulatedWorker(Deadlines deadlines, Offer offer, RandomGenerator random, Environment environment) {
		WorkerConfig config = new WorkerConfig(Frame.of(offer.service()), offer.concurrency(), offer.keepAlive());
		this.session = new WorkerSession(deadlines, config, random, new Out(environment));
	}

	public void start(long now) {
		this.session.start(now);
	}

	public void drain(long graceNanos, long now) {
		this.session.drain(graceNanos, now);
	}

	public void resize(int concurrency) {
		this.session.resize(concurrency);
	}

	public void onMessage(WireMessage.ToWorker message, long now) {
		this.session.onMessage(message, now);
	}

	public void onClosed(String reason, long now) {
		this.session.onClosed(reason, now);
	}

	public int size() {
		return this.session.size();
	}

	public int running() {
		return this.session.running();
	}

	/** Requests of the present connection that have not ended here. */
	public int present() {
		return this.session.present();
	}

	public long heldBytes() {
		return this.heldBytes;
	}

	public boolean isStopped() {
		return this.stopped;
	}

	/** What it offers. */
	public record Offer(String service, int concurrency, KeepAlive keepAlive) {

	}

	/** The connection and the handler of a worker. */
	public interface Environment {

		void open();

		SendResult send(WireMessage message);

		void close();

		void begin(Work work);

	}

	/** One request with the handler. */
	public final class Work {

		private final RunningRequest request;

		private Work(RunningRequest request) {
			this.request = request;
		}

		public WorkerRequest message() {
			return this.request.message();
		}

		public boolean isCancelled() {
			return this.request.cancelSignal().isGiven();
		}

		public void partial(ReplyBody body, long now) {
			SimulatedWorker.this.heldBytes++;
			SimulatedWorker.this.session.reply(this.request, false, body, 1, now);
		}

		public void end(ReplyBody body, long now) {
			SimulatedWorker.this.heldBytes++;
			SimulatedWorker.this.session.reply(this.request, true, body, 1, now);
		}

		public void reject(long now) {
			SimulatedWorker.this.session.reject(this.request, now);
		}

		public void returned(long now) {
			SimulatedWorker.this.session.handlerReturned(this.request, now);
		}

	}

	private final class Out implements WorkerOutbox {

		private final Environment environment;

		Out(Environment environment) {
			this.environment = environment;
		}

		@Override
		public void connect(int attempt) {
			this.environment.open();
		}

		@Override
		public SendResult send(WireMessage message) {
			return this.environment.send(message);
		}

		@Override
		public void disconnect() {
			this.environment.close();
		}

		@Override
		public void begin(RunningRequest request) {
			this.environment.begin(new Work(request));
		}

		@Override
		public void abandoned(List<Runnable> actions) {
			actions.forEach(Runnable::run);
		}

		@Override
		public void released(long bytes) {
			SimulatedWorker.this.heldBytes -= bytes;
		}

		@Override
		public void registered() {
		}

		@Override
		public void disconnected(String reason) {
		}

		@Override
		public void stopped() {
			SimulatedWorker.this.stopped = true;
		}

	}

}
