package io.pigato.spring.worker;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.publisher.TestPublisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ServiceResultTests {

	private final RecordedReply reply = new RecordedReply();

	@Test
	void aValueIsTheReplyAndAListIsOneValue() {
		assertThat(sent("hi")).containsExactly("end hi");
		assertThat(sent(List.of(1, 2))).containsExactly("end [1, 2]");
		assertThat(sent(null)).containsExactly("end null");
	}

	@Test
	void anOptionalIsItsValueOrNull() {
		assertThat(sent(Optional.of("hi"))).containsExactly("end hi");
		assertThat(sent(Optional.empty())).containsExactly("end null");
	}

	@Test
	void aStageIsWhatItWillHold() {
		CompletableFuture<Optional<String>> stage = new CompletableFuture<>();
		ServiceResult.send(stage, this.reply);
		assertThat(this.reply.events()).isEmpty();
		stage.complete(Optional.of("hi"));
		assertThat(this.reply.events()).containsExactly("end hi");
	}

	@Test
	void aStageOfAStreamIsItsElements() {
		assertThat(sent(CompletableFuture.completedFuture(Stream.of(1, 2)))).containsExactly("write 1", "write 2",
				"end null");
	}

	@Test
	void aStageThatFailsFailsTheReply() {
		assertThat(sent(CompletableFuture.failedFuture(new IllegalStateException("no"))))
			.containsExactly("fail IllegalStateException no");
	}

	@Test
	void whatGoesWrongAfterTheMethodHasReturnedFailsTheReply() {
		assertThat(sent(CompletableFuture.completedFuture(Stream.of("a", null)))).containsExactly("write a",
				"fail IllegalStateException A stream that answers a request must not hold null");
	}

	@Test
	void aCancelledRequestCancelsItsFutureAndSendsNothing() {
		CompletableFuture<String> future = new CompletableFuture<>();
		ServiceResult.send(future, this.reply);
		this.reply.cancel();
		assertThat(future).isCancelled();
		assertThat(this.reply.events()).isEmpty();
	}

	@Test
	void aMonoIsItsValueOrNullAndKeepsWhatAnOptionalHolds() {
		assertThat(sent(Mono.just("hi"))).containsExactly("end hi");
		assertThat(sent(Mono.empty())).containsExactly("end null");
		assertThat(sent(Mono.just(Optional.of("hi")))).containsExactly("end hi");
		assertThat(sent(Mono.just(Optional.empty()))).containsExactly("end null");
	}

	@Test
	void aMonoThatFailsFailsTheReply() {
		assertThat(sent(Mono.error(new IllegalStateException("no")))).containsExactly("fail IllegalStateException no");
	}

	@Test
	void aMonoNobodyWaitsForIsCancelledAndSendsNothing() {
		TestPublisher<String> source = TestPublisher.create();
		ServiceResult.send(source.mono(), this.reply);
		this.reply.cancel();
		source.assertCancelled();
		source.next("late");
		assertThat(this.reply.events()).isEmpty();
	}

	@Test
	void aFluxIsItsElementsEachAskedForAfterTheOneBefore() {
		TestPublisher<String> source = TestPublisher.create();
		ServiceResult.send(source.flux(), this.reply);
		source.assertMinRequested(1);
		source.assertMaxRequested(1);
		source.next("a");
		source.assertMinRequested(1);
		source.assertMaxRequested(1);
		source.next("b");
		source.complete();
		assertThat(this.reply.events()).containsExactly("write a", "write b", "end null");
	}

	@Test
	void aFluxThatFailsFailsTheReplyAfterItsElements() {
		assertThat(sent(Flux.just("a").concatWith(Flux.error(new IllegalStateException("no")))))
			.containsExactly("write a", "fail IllegalStateException no");
	}

	@Test
	void aFluxNobodyWaitsForIsCancelled() {
		TestPublisher<String> source = TestPublisher.create();
		ServiceResult.send(source.flux(), this.reply);
		source.next("a");
		this.reply.cancel();
		source.assertCancelled();
		assertThat(this.reply.events()).containsExactly("write a");
	}

	@Test
	void aSecondSubscriptionIsRefused() {
		SingleReply single = new SingleReply(this.reply);
		AtomicInteger cancelled = new AtomicInteger();
		Flow.Subscription subscription = new Flow.Subscription() {

			@Override
			public void request(long elements) {
			}

			@Override
			public void cancel() {
				cancelled.incrementAndGet();
			}

		};
		single.onSubscribe(subscription);
		assertThat(cancelled).hasValue(0);
		single.onSubscribe(subscription);
		assertThat(cancelled).hasValue(1);
	}

	@Test
	void aStreamIsItsElementsAndAnEmptyEndAndIsClosed() {
		AtomicBoolean closed = new AtomicBoolean();
		assertThat(sent(Stream.of("a", "b").onClose(() -> closed.set(true)))).containsExactly("write a", "write b",
				"end null");
		assertThat(closed).isTrue();
		assertThat(sent(Stream.empty())).containsExactly("end null");
		assertThat(sent(IntStream.of(1, 2))).containsExactly("write 1", "write 2", "end null");
	}

	@Test
	void aNullElementIsAnErrorAndTheStreamIsClosed() {
		AtomicBoolean closed = new AtomicBoolean();
		Stream<@Nullable String> stream = Arrays.<@Nullable String>asList("a", null, "c")
			.stream()
			.onClose(() -> closed.set(true));
		assertThatIllegalStateException().isThrownBy(() -> ServiceResult.send(stream, this.reply))
			.withMessage("A stream that answers a request must not hold null");
		assertThat(this.reply.events()).containsExactly("write a");
		assertThat(closed).isTrue();
	}

	@Test
	void aStreamThatCannotBeClosedHasNoEnd() {
		Stream<String> stream = Stream.of("a").onClose(() -> {
			throw new IllegalStateException("close");
		});
		assertThatIllegalStateException().isThrownBy(() -> ServiceResult.send(stream, this.reply)).withMessage("close");
		assertThat(this.reply.events()).containsExactly("write a");
	}

	@Test
	void anEndlessStreamStopsWhenNobodyWaitsAnyMore() {
		AtomicInteger made = new AtomicInteger();
		AtomicBoolean closed = new AtomicBoolean();
		Stream<Integer> endless = Stream.generate(() -> {
			if (made.incrementAndGet() == 3) {
				this.reply.cancel();
			}
			return made.get();
		}).onClose(() -> closed.set(true));
		ServiceResult.send(endless, this.reply);
		assertThat(this.reply.events()).containsExactly("write 1", "write 2");
		assertThat(made).hasValue(3);
		assertThat(closed).isTrue();
	}

	@Test
	void aPublisherIsItsElementsAndAnEmptyEnd() {
		SubmissionPublisher<String> publisher = new SubmissionPublisher<>(Runnable::run, 4);
		ServiceResult.send(publisher, this.reply);
		publisher.submit("a");
		publisher.submit("b");
		publisher.close();
		assertThat(this.reply.events()).containsExactly("write a", "write b", "end null");
	}

	@Test
	void aPublisherThatFailsFailsTheReply() {
		SubmissionPublisher<String> publisher = new SubmissionPublisher<>(Runnable::run, 4);
		ServiceResult.send(publisher, this.reply);
		publisher.submit("a");
		publisher.closeExceptionally(new IllegalArgumentException("no"));
		assertThat(this.reply.events()).containsExactly("write a", "fail IllegalArgumentException no");
	}

	@Test
	void aPublisherIsAskedForOneElementAtATime() {
		ManualPublisher publisher = new ManualPublisher();
		ServiceResult.send(publisher, this.reply);
		assertThat(publisher.requested).isEqualTo(1);
		publisher.publish("a");
		assertThat(publisher.requested).isEqualTo(2);
	}

	@Test
	void aCancelledRequestCancelsItsSubscriptionAndSendsNothingMore() {
		ManualPublisher publisher = new ManualPublisher();
		ServiceResult.send(publisher, this.reply);
		publisher.publish("a");
		this.reply.cancel();
		assertThat(publisher.cancelled).isTrue();
		publisher.publish("b");
		publisher.subscriber().onComplete();
		publisher.subscriber().onError(new IllegalStateException("late"));
		assertThat(this.reply.events()).containsExactly("write a");
	}

	@Test
	void aPublisherOfNullIsCancelledAndFailsTheReply() {
		ManualPublisher publisher = new ManualPublisher();
		ServiceResult.send(publisher, this.reply);
		publisher.publish(null);
		publisher.subscriber().onComplete();
		assertThat(publisher.cancelled).isTrue();
		assertThat(this.reply.events())
			.containsExactly("fail IllegalStateException A stream that answers a request must not hold null");
	}

	@Test
	void aSecondSubscriptionIsCancelled() {
		PublishedReply subscriber = new PublishedReply(this.reply);
		ManualPublisher first = new ManualPublisher();
		ManualPublisher second = new ManualPublisher();
		first.subscribe(subscriber);
		second.subscribe(subscriber);
		assertThat(first.cancelled).isFalse();
		assertThat(second.cancelled).isTrue();
	}

	@Test
	void whatThePublisherItselfThrowsIsPassedOn() {
		Flow.Publisher<String> broken = (subscriber) -> {
			throw new IllegalArgumentException("broken");
		};
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> ServiceResult.send(broken, this.reply));
	}

	private static List<String> sent(@Nullable Object result) {
		RecordedReply reply = new RecordedReply();
		ServiceResult.send(result, reply);
		return reply.events();
	}

	private static final class ManualPublisher implements Flow.Publisher<String>, Flow.Subscription {

		private Flow.@Nullable Subscriber<? super String> subscriber;

		private long requested;

		private boolean cancelled;

		@Override
		public void subscribe(Flow.Subscriber<? super String> given) {
			this.subscriber = given;
			given.onSubscribe(this);
		}

		@Override
		public void request(long n) {
			this.requested += n;
		}

		@Override
		public void cancel() {
			this.cancelled = true;
		}

		void publish(String element) {
			subscriber().onNext(element);
		}

		Flow.Subscriber<? super String> subscriber() {
			return this.subscriber;
		}

	}

}
