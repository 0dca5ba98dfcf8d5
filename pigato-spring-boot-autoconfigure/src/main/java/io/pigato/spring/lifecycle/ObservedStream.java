package io.pigato.spring.lifecycle;

import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;

/** Hands the elements of a stream on and tells interceptors of them. For one thread. */
final class ObservedStream<T> extends Spliterators.AbstractSpliterator<T> {

	private final Spliterator<T> source;

	private final ObservedOutcome outcome;

	private @Nullable T next;

	private ObservedStream(Spliterator<T> source, ObservedOutcome outcome) {
		super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
		this.source = source;
		this.outcome = outcome;
	}

	static <T> Stream<T> of(Stream<T> stream, ObservedOutcome outcome) {
		return StreamSupport.stream(new ObservedStream<>(stream.spliterator(), outcome), false)
			.onClose(outcome::cancelled)
			.onClose(stream::close);
	}

	@Override
	public boolean tryAdvance(Consumer<? super T> action) {
		T element = advance();
		if (element == null) {
			this.outcome.succeeded();
			return false;
		}
		this.outcome.partial();
		action.accept(element);
		return true;
	}

	/** What the source throws is the request's failure; what the action throws is not. */
	private @Nullable T advance() {
		this.next = null;
		try {
			this.source.tryAdvance((element) -> this.next = element);
			return this.next;
		}
		catch (Throwable ex) {
			this.outcome.failed(ex);
			throw ex;
		}
	}

}
