package io.pigato.client;

import io.pigato.PigatoException;
import io.pigato.internal.Frame;
import io.pigato.internal.protocol.JsonFrames;
import io.pigato.internal.protocol.ReplyBody;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A request into the table of those under way and out of it, beside others. */
@State(Scope.Thread)
public class PendingRequestsBenchmark {

	private final PendingRequests requests = new PendingRequests();

	private final PendingRequest.Content content = new PendingRequest.Content(Frame.of("echo"), Frame.of("1"),
			JsonFrames.EMPTY_OBJECT, JsonFrames.EMPTY_OBJECT, PendingRequest.NO_TIMEOUT, false);

	private final ReplySink sink = new Nobody();

	private final RequestIds ids = new RequestIds(1, 2);

	@Param({ "1", "1000", "100000" })
	private int underWay;

	@Setup
	public void fill() {
		for (int i = 1; i < this.underWay; i++) {
			send();
		}
	}

	@Benchmark
	public PendingRequest sendAndReply() {
		PendingRequest found = this.requests.findSent(send());
		this.requests.remove(found);
		return found;
	}

	private Frame send() {
		PendingRequest request = new PendingRequest(this.content, this.sink);
		Frame rid = this.ids.next();
		request.sentAs(rid, 0);
		this.requests.addSent(rid, request);
		return rid;
	}

	private static final class Nobody implements ReplySink {

		@Override
		public void onPartial(Frame data) {
		}

		@Override
		public void onReply(ReplyBody body) {
		}

		@Override
		public void onError(PigatoException error) {
		}

	}

}
