package io.pigato.client;

import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.pigato.PigatoCancelledException;
import io.pigato.PigatoClosedException;
import org.jspecify.annotations.Nullable;

/** Replies as a stream whose consumer waits for each. For one thread. */
final class ReplyStream<T> extends Spliterators.AbstractSpliterator<T> {

	private final ReplyReader<T> reader;

	private final ReplyBuffer buffer;

	private final BooleanSupplier loopAlive;

	private final Runnable cancel;

	private boolean ended;

	ReplyStream(ReplyReader<T> reader, ReplyBuffer buffer, BooleanSupplier loopAlive, Runnable cancel) {
		super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
		this.reader = reader;
		this.buffer = buffer;
		this.loopAlive = loopAlive;
		this.cancel = cancel;
	}

	Stream<T> stream() {
		return StreamSupport.stream(this, false).onClose(this.cancel);
	}

	@Override
	public boolean tryAdvance(Consumer<? super T> action) {
		while (!this.ended) {
			T value = read(next());
			if (value != null) {
				action.accept(value);
				return true;
			}
		}
		return false;
	}

	private @Nullable T read(ReplyBuffer.Item item) {
		if (item instanceof ReplyBuffer.Partial partial) {
			return this.reader.read(partial.data());
		}
		this.ended = true;
		if (item instanceof ReplyBuffer.Failure failure) {
			failure.error().fillInStackTrace();
			throw failure.error();
		}
		return this.reader.readEnd(((ReplyBuffer.Final) item).body());
	}

	private ReplyBuffer.Item next() {
		try {
			while (true) {
				ReplyBuffer.Item item = this.buffer.await();
				if (item != null) {
					return item;
				}
				if (!this.loopAlive.getAsBoolean()) {
					throw new PigatoClosedException("The loop of the client has ended");
				}
			}
		}
		catch (InterruptedException ex) {
			this.ended = true;
			this.cancel.run();
			Thread.currentThread().interrupt();
			throw new PigatoCancelledException("Interrupted while waiting for a reply", ex);
		}
	}

}
