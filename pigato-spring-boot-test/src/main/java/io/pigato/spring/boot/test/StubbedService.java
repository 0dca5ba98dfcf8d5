package io.pigato.spring.boot.test;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

import io.pigato.worker.Reply;
import io.pigato.worker.RequestHandler;
import io.pigato.worker.ServiceRequest;
import org.jspecify.annotations.Nullable;

/** What a stub does, and what has come to it. */
final class StubbedService implements PigatoStub, RequestHandler {

	private final List<ServiceRequest> requests = new CopyOnWriteArrayList<>();

	private final Queue<Reply> unanswered = new ConcurrentLinkedQueue<>();

	private volatile RequestHandler handler = (request, reply) -> reply.end();

	private volatile @Nullable CountDownLatch gate;

	private volatile boolean over;

	@Override
	public void handle(ServiceRequest request, Reply reply) throws Exception {
		this.requests.add(request);
		CountDownLatch closed = this.gate;
		if (closed != null) {
			closed.await();
		}
		if (this.over) {
			refuse(reply);
		}
		else {
			this.handler.handle(request, reply);
		}
	}

	@Override
	public PigatoStub reply(@Nullable Object value) {
		return handle((request, reply) -> reply.end(value));
	}

	@Override
	public PigatoStub answer(Function<ServiceRequest, ? extends @Nullable Object> function) {
		return handle((request, reply) -> reply.end(function.apply(request)));
	}

	@Override
	public PigatoStub stream(Object... values) {
		List<Object> all = List.of(values);
		return handle((request, reply) -> {
			all.forEach(reply::write);
			reply.end();
		});
	}

	@Override
	public PigatoStub error(String code, String message) {
		return handle((request, reply) -> reply.error(code, message));
	}

	@Override
	public PigatoStub silence() {
		return handle((request, reply) -> {
			this.unanswered.add(reply);
			if (this.over) {
				refuseUnanswered();
			}
		});
	}

	@Override
	public PigatoStub handle(RequestHandler newHandler) {
		this.handler = newHandler;
		return this;
	}

	@Override
	public synchronized PigatoStub hold() {
		if (this.gate == null) {
			this.gate = new CountDownLatch(1);
		}
		return this;
	}

	@Override
	public synchronized PigatoStub release() {
		CountDownLatch closed = this.gate;
		this.gate = null;
		if (closed != null) {
			closed.countDown();
		}
		return this;
	}

	@Override
	public List<ServiceRequest> requests() {
		return List.copyOf(this.requests);
	}

	/** Ends what waits, so that its worker can close at once. */
	void end() {
		this.over = true;
		release();
		refuseUnanswered();
	}

	/** Each by one thread alone: that which takes it from the others. */
	private void refuseUnanswered() {
		for (Reply reply = this.unanswered.poll(); reply != null; reply = this.unanswered.poll()) {
			refuse(reply);
		}
	}

	private static void refuse(Reply reply) {
		if (reply.isActive()) {
			reply.error("STUB_CLOSED", "The test that stubbed this service is over");
		}
	}

}
