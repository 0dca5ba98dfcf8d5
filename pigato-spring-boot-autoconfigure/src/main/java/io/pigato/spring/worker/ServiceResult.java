package io.pigato.spring.worker;

import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;

import io.pigato.worker.Reply;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ReactiveAdapter;

/** Turns what a service method has returned into replies. */
final class ServiceResult {

	private ServiceResult() {
	}

	/**
	 * Sends a result: at once, or when it comes.
	 * @param result what the method has returned
	 * @param reply not ended yet
	 */
	static void send(@Nullable Object result, Reply reply) {
		if (result instanceof CompletionStage<?> stage) {
			sendLater(stage, reply);
		}
		else if (result instanceof Flow.Publisher<?> publisher) {
			publisher.subscribe(new PublishedReply(reply));
		}
		else if (result instanceof BaseStream<?, ?> stream) {
			sendElements(stream, reply);
		}
		else if (result instanceof Optional<?> optional) {
			send(optional.orElse(null), reply);
		}
		else {
			sendValue(result, reply);
		}
	}

	private static void sendValue(@Nullable Object result, Reply reply) {
		ReactiveAdapter adapter = (result != null) ? ReactiveResult.adapter(result) : null;
		if (result != null && adapter != null) {
			ReactiveResult.send(adapter, result, reply);
		}
		else {
			reply.end(result);
		}
	}

	private static void sendLater(CompletionStage<?> stage, Reply reply) {
		if (stage instanceof Future<?> future) {
			reply.onCancel(() -> future.cancel(true));
		}
		stage.whenComplete((value, failure) -> {
			if (failure == null) {
				sendOrFail(value, reply);
			}
			else if (reply.isActive()) {
				reply.fail(failure);
			}
		});
	}

	/** As {@link #send}, for what the handler has already returned from. */
	static void sendOrFail(@Nullable Object value, Reply reply) {
		try {
			send(value, reply);
		}
		catch (Throwable ex) {
			if (reply.isActive()) {
				reply.fail(ex);
			}
		}
	}

	/** Closed before the end is sent, so that a failure to close is not lost. */
	private static void sendElements(BaseStream<?, ?> stream, Reply reply) {
		try (stream) {
			Iterator<?> elements = stream.iterator();
			while (reply.isActive() && elements.hasNext()) {
				reply.write(checked(elements.next()));
			}
		}
		if (reply.isActive()) {
			reply.end();
		}
	}

	/**
	 * Refuses an element that is {@code null}.
	 * @throws IllegalStateException if it is
	 */
	static Object checked(@Nullable Object element) {
		if (element == null) {
			throw new IllegalStateException("A stream that answers a request must not hold null");
		}
		return element;
	}

}
