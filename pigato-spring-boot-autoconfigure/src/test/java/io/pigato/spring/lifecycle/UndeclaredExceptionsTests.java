package io.pigato.spring.lifecycle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.stream.Stream;

import io.pigato.RequestOptions;
import io.pigato.client.ClientListener;
import io.pigato.client.PigatoClient;
import io.pigato.client.ReplyCallback;
import io.pigato.spring.client.PigatoClientInterceptor;
import io.pigato.spring.event.PigatoBrokerStartedEvent;
import io.pigato.spring.worker.PigatoServiceRegistration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.mockito.stubbing.Answer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.event.ContextRefreshedEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

/** Checked exceptions where none is declared, as Kotlin throws them. */
class UndeclaredExceptionsTests {

	private static final Answer<Object> FAILING = (call) -> {
		throw new IOException("on purpose");
	};

	private final List<Throwable> failures = new ArrayList<>();

	private final PigatoClientInterceptor.Outcome noting = new PigatoClientInterceptor.Outcome() {

		@Override
		public void failed(Throwable error) {
			UndeclaredExceptionsTests.this.failures.add(error);
		}

	};

	private final ObservedOutcome outcome = new ObservedOutcome(List.of(this.noting));

	@Test
	void interceptorsLearnOfThoseOfTheNextInterceptor() {
		Interceptions interceptions = new Interceptions(
				List.of((request) -> this.noting, mock(PigatoClientInterceptor.class, FAILING)));
		assertNoted(() -> interceptions.begin(mock(PigatoClientInterceptor.Request.class)));
	}

	@Test
	void interceptorsLearnOfThoseOfTheClient() {
		PigatoClient client = client(mock(PigatoClient.class, FAILING));
		assertNoted(() -> client.request("echo", "hi", String.class));
	}

	@Test
	@SuppressWarnings("unchecked")
	void interceptorsLearnOfThoseOfACallback() {
		ReplyCallback<String> callback = mock(ReplyCallback.class, FAILING);
		assertNoted(() -> new ObservedCallback<>(callback, this.outcome).onPartial("x"));
	}

	@Test
	@SuppressWarnings("unchecked")
	void interceptorsLearnOfThoseOfAStream() {
		Function<String, String> reading = mock(Function.class, FAILING);
		assertNoted(() -> ObservedStream.of(Stream.of("x").map(reading), this.outcome).toList());
	}

	@Test
	void anInterceptorThatThrowsOneDoesNotKeepTheNextFromHearing() {
		PigatoClientInterceptor.Outcome failing = mock(PigatoClientInterceptor.Outcome.class, FAILING);
		IllegalStateException failure = new IllegalStateException("of the worker");
		new ObservedOutcome(List.of(failing, this.noting)).failed(failure);
		assertThat(this.failures).containsExactly(failure);
	}

	@Test
	void aSubscriberIsToldOfThoseOfTheClient() {
		List<Throwable> told = new ArrayList<>();
		client(mock(PigatoClient.class, FAILING)).service("echo")
			.retrieve()
			.publisher(String.class)
			.subscribe(new FailureSubscriber(told));
		assertThat(told).singleElement().isInstanceOf(IOException.class);
	}

	@Test
	void aListenerThatThrowsOneDoesNotKeepTheNextFromHearing() {
		ApplicationContext context = mock(ApplicationContext.class, FAILING);
		PigatoEvents events = new PigatoEvents(context, Runnable::run);
		events.onApplicationEvent(new ContextRefreshedEvent(context));
		events.publish(new PigatoBrokerStartedEvent("test", List.of()));
		events.publish(new PigatoBrokerStartedEvent("test", List.of()));
		verify(context, times(2)).publishEvent(any(ApplicationEvent.class));
	}

	@Test
	void aClientThatCannotBeMadeLeavesTheLoop() {
		SharedPigatoLoop loop = mock(SharedPigatoLoop.class);
		PigatoClient client = client(mock(PigatoClientFactory.class, FAILING), loop);
		assertThatIOException().isThrownBy(client::start);
		verify(loop).release();
	}

	@Test
	void aWorkerThatCannotBeMadeLeavesTheLoop() {
		SharedPigatoLoop loop = mock(SharedPigatoLoop.class);
		ManagedPigatoWorker worker = new ManagedPigatoWorker(
				new PigatoServiceRegistration("echo", (request, reply) -> reply.end()),
				mock(PigatoWorkerFactory.class, FAILING), loop, new SharedKeepAlive());
		assertThatIOException().isThrownBy(worker::start);
		verify(loop).release();
		assertThat(worker.isRunning()).isFalse();
	}

	@Test
	void aBrokerThatCannotBeMadeLeavesTheLoop() {
		SharedPigatoLoop loop = mock(SharedPigatoLoop.class);
		PigatoBrokerLifecycle broker = new PigatoBrokerLifecycle(mock(PigatoBrokerFactory.class, FAILING), loop, null);
		assertThatIOException().isThrownBy(broker::start);
		verify(loop).release();
		assertThat(broker.startFailure()).contains("on purpose");
	}

	private PigatoClient client(PigatoClient core) {
		return client((loop, listener) -> core, mock(SharedPigatoLoop.class));
	}

	private PigatoClient client(PigatoClientFactory factory, SharedPigatoLoop loop) {
		ManagedClientSettings settings = new ManagedClientSettings(RequestOptions.DEFAULT, () -> {
		}, new Interceptions(List.of((request) -> this.noting)), mock(ClientListener.class), null);
		return new ManagedPigatoClient(factory, loop, settings, (closed) -> {
		});
	}

	private void assertNoted(ThrowingCallable call) {
		assertThatIOException().isThrownBy(call).withMessage("on purpose");
		assertThat(this.failures).singleElement().isInstanceOf(IOException.class);
	}

	private record FailureSubscriber(List<Throwable> told) implements Flow.Subscriber<String> {

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			subscription.request(1);
		}

		@Override
		public void onNext(String item) {
			throw new AssertionError(item);
		}

		@Override
		public void onError(Throwable failure) {
			this.told.add(failure);
		}

		@Override
		public void onComplete() {
			throw new AssertionError("There is no reply");
		}

	}

}
