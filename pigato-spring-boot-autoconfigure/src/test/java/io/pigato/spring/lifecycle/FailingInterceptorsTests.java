package io.pigato.spring.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

import io.pigato.PigatoRemoteException;
import io.pigato.client.ReplyCallback;
import io.pigato.spring.client.PigatoClientInterceptor;
import org.junit.jupiter.api.Test;
import org.mockito.stubbing.Answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

/** Replies reach who waits for them, whatever interceptors do. */
@SuppressWarnings("unchecked")
class FailingInterceptorsTests {

	private static final Answer<Object> FAILING = (call) -> {
		throw new AssertionError("on purpose");
	};

	private final List<String> within = new ArrayList<>();

	private final PigatoClientInterceptor.Outcome wrapping = new PigatoClientInterceptor.Outcome() {

		@Override
		public void handOver(Runnable handOver) {
			FailingInterceptorsTests.this.within.add("enters");
			handOver.run();
		}

	};

	private final ObservedOutcome outcome = new ObservedOutcome(
			List.of(mock(PigatoClientInterceptor.Outcome.class, FAILING), this.wrapping));

	@Test
	void aFutureIsCompletedAllTheSame() {
		CompletableFuture<String> core = new CompletableFuture<>();
		CompletableFuture<String> handedOver = HandedOverFuture.of(core, this.outcome);
		core.complete("hi");
		assertThat(handedOver).isCompletedWithValue("hi");
		assertThat(this.within).containsExactly("enters");
	}

	@Test
	void aFutureFailsAllTheSame() {
		CompletableFuture<String> core = new CompletableFuture<>();
		CompletableFuture<String> handedOver = HandedOverFuture.of(core, this.outcome);
		core.completeExceptionally(new IllegalStateException("of the worker"));
		assertThat(handedOver).isCompletedExceptionally();
	}

	@Test
	void aCallbackIsCalledAllTheSame() {
		ReplyCallback<String> callback = mock(ReplyCallback.class);
		ObservedCallback<String> observed = new ObservedCallback<>(callback, this.outcome);
		observed.onPartial("a");
		observed.onFinal("b");
		PigatoRemoteException error = mock(PigatoRemoteException.class);
		observed.onError(error);
		verify(callback).onPartial("a");
		verify(callback).onFinal("b");
		verify(callback).onError(error);
	}

	@Test
	void aSubscriberIsToldAllTheSame() {
		Flow.Subscriber<String> subscriber = mock(Flow.Subscriber.class);
		ObservedSubscriber<String> observed = new ObservedSubscriber<>(subscriber, this.outcome);
		IllegalStateException error = new IllegalStateException("of the worker");
		observed.onNext("a");
		observed.onComplete();
		observed.onError(error);
		verify(subscriber).onNext("a");
		verify(subscriber).onComplete();
		verify(subscriber).onError(error);
	}

	@Test
	void whatIsHandedOverIsHandedOverOnceThoughItFails() {
		List<String> calls = new ArrayList<>();
		ObservedOutcome wrapped = new ObservedOutcome(List.of(this.wrapping));
		assertThatIllegalStateException().isThrownBy(() -> wrapped.handOver(() -> {
			calls.add("called");
			throw new IllegalStateException("on purpose");
		}));
		assertThat(calls).hasSize(1);
	}

	@Test
	void anInterceptorWithoutAnOutcomeRefusesTheRequest() {
		List<Throwable> failures = new ArrayList<>();
		PigatoClientInterceptor.Outcome noting = new PigatoClientInterceptor.Outcome() {

			@Override
			public void failed(Throwable error) {
				failures.add(error);
			}

		};
		Interceptions interceptions = new Interceptions(List.of((request) -> noting, new Outcomeless()));
		assertThatIllegalStateException()
			.isThrownBy(() -> interceptions.begin(mock(PigatoClientInterceptor.Request.class)))
			.withMessageContaining(Outcomeless.class.getName());
		assertThat(failures).hasSize(1);
	}

	private static final class Outcomeless implements PigatoClientInterceptor {

		@Override
		@SuppressWarnings("NullAway") // as code without null checks does
		public Outcome intercept(Request request) {
			return null;
		}

	}

}
