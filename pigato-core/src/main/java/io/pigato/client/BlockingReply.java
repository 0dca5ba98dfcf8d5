package io.pigato.client;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import io.pigato.PigatoCancelledException;
import io.pigato.PigatoClosedException;
import io.pigato.PigatoException;
import io.pigato.internal.Frame;
import io.pigato.internal.protocol.ReplyBody;
import org.jspecify.annotations.Nullable;

/** A final reply that its caller waits for. */
final class BlockingReply implements ReplySink {

	private final CountDownLatch done = new CountDownLatch(1);

	private volatile @Nullable ReplyBody body;

	private volatile @Nullable PigatoException error;

	@Override
	public void onPartial(Frame data) {
		// whoever asks for one value has no use for partials
	}

	@Override
	public void onReply(ReplyBody reply) {
		this.body = reply;
		this.done.countDown();
	}

	@Override
	public void onError(PigatoException failure) {
		this.error = failure;
		this.done.countDown();
	}

	/**
	 * Waiting for the reply.
	 * @param patience how it waits at first
	 * @param loopAlive whether anything can still come
	 * @throws PigatoCancelledException if interrupted; the request is still under way
	 */
	ReplyBody await(CallerPatience patience, BooleanSupplier loopAlive) {
		patience.lookFor(() -> this.done.getCount() == 0);
		try {
			while (!this.done.await(1, TimeUnit.SECONDS)) {
				if (!loopAlive.getAsBoolean()) {
					throw new PigatoClosedException("The loop of the client has ended");
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new PigatoCancelledException("Interrupted while waiting for a reply", ex);
		}
		return result();
	}

	private ReplyBody result() {
		PigatoException failure = this.error;
		if (failure != null) {
			failure.fillInStackTrace();
			throw failure;
		}
		ReplyBody reply = this.body;
		if (reply == null) {
			throw new IllegalStateException("Ended without a result");
		}
		return reply;
	}

}
