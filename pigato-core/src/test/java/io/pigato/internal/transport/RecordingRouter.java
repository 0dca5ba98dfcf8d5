package io.pigato.internal.transport;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;

import static org.assertj.core.api.Assertions.assertThat;

/** A broker's handler that keeps what it is told. */
public final class RecordingRouter implements RouterSocket.Handler {

	private static final long WAIT_SECONDS = 30;

	private final LinkedBlockingQueue<Received> messages = new LinkedBlockingQueue<>();

	private final LinkedBlockingQueue<Frame> gone = new LinkedBlockingQueue<>();

	private final List<TransportDrop> drops = new CopyOnWriteArrayList<>();

	private final LinkedBlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();

	private volatile BiConsumer<Frame, Message> reaction = (peer, message) -> {
	};

	/**
	 * What to do with each message besides keeping it.
	 * @param action takes the sender and the message, on the loop
	 */
	public void onEach(BiConsumer<Frame, Message> action) {
		this.reaction = action;
	}

	@Override
	public void onMessage(Frame peer, Message message) {
		this.messages.add(new Received(peer, message));
		this.reaction.accept(peer, message);
	}

	@Override
	public void onGone(Frame peer) {
		this.gone.add(peer);
	}

	@Override
	public void onDropped(TransportDrop reason) {
		this.drops.add(reason);
	}

	@Override
	public void onFailed(Throwable cause) {
		this.failures.add(cause);
	}

	/**
	 * Waits for the next message.
	 * @return the message and its sender
	 * @throws InterruptedException if interrupted
	 */
	public Received next() throws InterruptedException {
		Received next = this.messages.poll(WAIT_SECONDS, TimeUnit.SECONDS);
		assertThat(next).as("a message within %s s", WAIT_SECONDS).isNotNull();
		return next;
	}

	/**
	 * Waits for the next message, if there is any.
	 * @param message what it should be
	 * @param time for how long
	 * @return whether it has come
	 * @throws InterruptedException if interrupted
	 */
	public boolean hears(Message message, Duration time) throws InterruptedException {
		Received next = this.messages.poll(time.toNanos(), TimeUnit.NANOSECONDS);
		return next != null && next.message().equals(message);
	}

	/**
	 * Waits for the next peer that goes.
	 * @return its identity
	 * @throws InterruptedException if interrupted
	 */
	public Frame nextGone() throws InterruptedException {
		Frame next = this.gone.poll(WAIT_SECONDS, TimeUnit.SECONDS);
		assertThat(next).as("a peer that goes within %s s", WAIT_SECONDS).isNotNull();
		return next;
	}

	/**
	 * Waits for the failure.
	 * @return the cause
	 * @throws InterruptedException if interrupted
	 */
	public Throwable nextFailure() throws InterruptedException {
		Throwable next = this.failures.poll(WAIT_SECONDS, TimeUnit.SECONDS);
		assertThat(next).as("a failure within %s s", WAIT_SECONDS).isNotNull();
		return next;
	}

	/**
	 * Messages not yet taken by {@link #next()}.
	 * @return a copy
	 */
	public List<Received> waiting() {
		return List.copyOf(this.messages);
	}

	/**
	 * Peers not yet taken by {@link #nextGone()}.
	 * @return a copy
	 */
	public List<Frame> gone() {
		return List.copyOf(this.gone);
	}

	/**
	 * What was dropped so far.
	 * @return reasons in order
	 */
	public List<TransportDrop> drops() {
		return this.drops;
	}

	/**
	 * A message and who sent it.
	 *
	 * @param peer the sender's identity
	 * @param message the message
	 */
	public record Received(Frame peer, Message message) {
	}

}
