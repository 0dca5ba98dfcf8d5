package io.pigato.internal.transport;

import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.pigato.internal.Message;

import static org.assertj.core.api.Assertions.assertThat;

/** A client's handler that keeps what it is told. */
public final class RecordingDealer implements DealerSocket.Handler {

	private static final long WAIT_SECONDS = 30;

	private final LinkedBlockingQueue<Message> messages = new LinkedBlockingQueue<>();

	private final LinkedBlockingQueue<String> closed = new LinkedBlockingQueue<>();

	private final AtomicInteger connected = new AtomicInteger();

	private volatile Consumer<Message> reaction = (message) -> {
	};

	/**
	 * What to do with each message besides keeping it.
	 * @param action takes the message, on the loop
	 */
	public void onEach(Consumer<Message> action) {
		this.reaction = action;
	}

	@Override
	public void onConnected() {
		this.connected.incrementAndGet();
	}

	@Override
	public void onMessage(Message message) {
		this.messages.add(message);
		this.reaction.accept(message);
	}

	@Override
	public void onClosed(String reason) {
		this.closed.add(reason);
	}

	/**
	 * Waits for the next message.
	 * @return the message
	 * @throws InterruptedException if interrupted
	 */
	public Message next() throws InterruptedException {
		Message next = this.messages.poll(WAIT_SECONDS, TimeUnit.SECONDS);
		assertThat(next).as("a message within %s s (closed: %s)", WAIT_SECONDS, this.closed).isNotNull();
		return next;
	}

	/**
	 * Waits for the end of the connection.
	 * @return the reason
	 * @throws InterruptedException if interrupted
	 */
	public String nextClosed() throws InterruptedException {
		String next = this.closed.poll(WAIT_SECONDS, TimeUnit.SECONDS);
		assertThat(next).as("the end of the connection within %s s", WAIT_SECONDS).isNotNull();
		return next;
	}

	/**
	 * Messages not yet taken by {@link #next()}.
	 * @return a copy
	 */
	public List<Message> waiting() {
		return List.copyOf(this.messages);
	}

	/**
	 * Ends not yet taken by {@link #nextClosed()}.
	 * @return a copy
	 */
	public List<String> closed() {
		return List.copyOf(this.closed);
	}

	/**
	 * How often it was told of a connection.
	 * @return 0 or more
	 */
	public int connected() {
		return this.connected.get();
	}

}
