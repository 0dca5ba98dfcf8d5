package io.pigato.client;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

import io.pigato.PigatoException;
import io.pigato.RequestOptions;
import io.pigato.internal.Deadlines;
import io.pigato.internal.Frame;
import io.pigato.internal.peer.KeepAlive;
import io.pigato.internal.protocol.OptionsWriter;
import io.pigato.internal.protocol.ReplyBody;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.transport.SendResult;
import org.jspecify.annotations.Nullable;

/** A client without threads and sockets, for simulations. */
public final class SimulatedClient {

	private final ClientSession session;

	private int held;

	public SimulatedClient(Deadlines deadlines, KeepAlive keepAlive, RandomGenerator random, Link link) {
		this.session = new ClientSession(deadlines, keepAlive, random, new Out(link));
	}

	public Request request(Question question, Replies replies, long now) {
		Duration timeout = question.timeout();
		RequestOptions options = RequestOptions.DEFAULT.withRetry(question.retry())
			.withWorkerId(question.target())
			.withNoCache(question.noCache());
		Frame wire = OptionsWriter.write((timeout != null) ? timeout.toMillis() : -1, options, List.of("cancel"),
				(value) -> new byte[0]);
		long nanos = (timeout != null) ? timeout.toNanos() : PendingRequest.NO_TIMEOUT;
		PendingRequest.Content content = new PendingRequest.Content(Frame.of(question.service()), question.data(), wire,
				wire, nanos, question.retry());
		PendingRequest request = new PendingRequest(content, new Sink(replies));
		this.held++;
		this.session.submit(request, now);
		return new Request(request);
	}

	public void start(long now) {
		this.session.start(now);
	}

	public void cancel(Request request) {
		this.session.cancel(request.pending);
	}

	public void onMessage(WireMessage.ToClient message, long now) {
		this.session.onMessage(message, now);
	}

	public void onClosed(String reason, long now) {
		this.session.onClosed(reason, now);
	}

	public void close() {
		this.session.close();
	}

	/** Requests in the session's maps. */
	public int pending() {
		return this.session.pending();
	}

	/** Requests the session has taken and not given back. */
	public int held() {
		return this.held;
	}

	/** What is asked; without a time-out it may wait for ever. */
	public record Question(String service, Frame data, @Nullable Duration timeout, boolean retry,
			@Nullable String target, boolean noCache) {

		public Question(String service, Frame data, @Nullable Duration timeout, boolean retry) {
			this(service, data, timeout, retry, null, false);
		}

	}

	/** The connection of a client. */
	public interface Link {

		void open();

		SendResult send(WireMessage message);

		void close();

	}

	/** Where replies go. */
	public interface Replies {

		void partial(Frame data);

		void reply(ReplyBody body);

		void error(PigatoException error);

	}

	/** A request under way. */
	public static final class Request {

		private final PendingRequest pending;

		private Request(PendingRequest pending) {
			this.pending = pending;
		}

	}

	private final class Out implements ClientOutbox {

		private final Link link;

		Out(Link link) {
			this.link = link;
		}

		@Override
		public void connect(int attempt) {
			this.link.open();
		}

		@Override
		public SendResult send(WireMessage message) {
			return this.link.send(message);
		}

		@Override
		public void disconnect() {
			this.link.close();
		}

		@Override
		public void ended(PendingRequest request) {
			SimulatedClient.this.held--;
		}

		@Override
		public void connected() {
		}

		@Override
		public void disconnected(String reason) {
		}

	}

	private static final class Sink implements ReplySink {

		private final Replies replies;

		Sink(Replies replies) {
			this.replies = replies;
		}

		@Override
		public void onPartial(Frame data) {
			this.replies.partial(data);
		}

		@Override
		public void onReply(ReplyBody body) {
			this.replies.reply(body);
		}

		@Override
		public void onError(PigatoException error) {
			this.replies.error(error);
		}

	}

}
