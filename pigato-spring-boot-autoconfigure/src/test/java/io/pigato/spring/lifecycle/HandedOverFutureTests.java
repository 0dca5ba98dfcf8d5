package io.pigato.spring.lifecycle;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.pigato.spring.client.PigatoClientInterceptor.Outcome;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** A future as interceptors see it. */
class HandedOverFutureTests {

	private final List<String> events = new CopyOnWriteArrayList<>();

	private final CompletableFuture<String> core = new CompletableFuture<>();

	private final CompletableFuture<String> handedOver = HandedOverFuture.of(this.core,
			new ObservedOutcome(List.of(new Noting("last"), new Noting("first"))));

	@Test
	void interceptorsAreToldFirstAndWhatDependsOnItRunsWithinThem() {
		this.handedOver.thenAccept((value) -> this.events.add("got " + value));
		this.core.complete("hi");
		assertThat(this.events).containsExactly("last succeeded", "first succeeded", "first enters", "last enters",
				"got hi", "last leaves", "first leaves");
	}

	@Test
	void aFailureIsTheOneOfTheCore() {
		IllegalStateException failure = new IllegalStateException("on purpose");
		this.core.completeExceptionally(failure);
		assertThatExceptionOfType(CompletionException.class).isThrownBy(this.handedOver::join).withCause(failure);
		assertThat(this.events).contains("first failed on purpose");
	}

	@Test
	void howeverItIsCompletedBeforeTheReplyTheRequestIsCancelled() {
		this.handedOver.completeOnTimeout("default", 1, TimeUnit.MILLISECONDS).join();
		await().untilAsserted(() -> assertThat(this.events).contains("first cancelled"));
		assertThat(this.core).isCancelled();
		assertThat(this.events).doesNotContain("first succeeded");
		assertThat(this.handedOver).isCompletedWithValue("default");
	}

	@Test
	void aCancelledOneIsCancelled() {
		assertThat(this.handedOver.cancel(true)).isTrue();
		assertThat(this.core).isCancelled();
		assertThat(this.handedOver).isCancelled();
	}

	private final class Noting implements Outcome {

		private final String name;

		Noting(String name) {
			this.name = name;
		}

		@Override
		public void handOver(Runnable handOver) {
			note("enters");
			handOver.run();
			note("leaves");
		}

		@Override
		public void succeeded() {
			note("succeeded");
		}

		@Override
		public void failed(Throwable error) {
			note("failed " + error.getMessage());
		}

		@Override
		public void cancelled() {
			note("cancelled");
		}

		private void note(String event) {
			HandedOverFutureTests.this.events.add(this.name + " " + event);
		}

	}

}
