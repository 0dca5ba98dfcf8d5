package io.pigato.spring.health;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.pigato.PigatoClosedException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SignOfLifeTests {

	private final AtomicInteger asked = new AtomicInteger();

	@Test
	void aLoopThatAnswersHasNoProblem() {
		assertThat(of(CompletableFuture.completedFuture(Duration.ZERO), Duration.ofSeconds(30)).findProblem()).isNull();
	}

	@Test
	void aLoopThatDoesNotRunOrHasEndedIsNamed() {
		assertThat(new SignOfLife(() -> null, Duration.ofSeconds(30)).findProblem()).contains("does not run");
		assertThat(of(CompletableFuture.failedFuture(new PigatoClosedException("closed")), Duration.ofSeconds(30))
			.findProblem()).contains("has ended");
	}

	@Test
	void aLoopThatIsStuckIsWaitedForOnceAndAskedOnce() {
		CompletableFuture<Duration> never = new CompletableFuture<>();
		SignOfLife signOfLife = of(never, Duration.ofMillis(500));
		assertThat(signOfLife.findProblem()).contains("not answered within 500 ms");
		long begin = System.nanoTime();
		for (int i = 0; i < 8; i++) {
			assertThat(signOfLife.findProblem()).contains("not answered");
		}
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
		assertThat(this.asked).hasValue(1);
	}

	@Test
	void aLoopThatAnswersLateIsWellAgain() {
		CompletableFuture<Duration> late = new CompletableFuture<>();
		SignOfLife signOfLife = of(late, Duration.ofMillis(10));
		assertThat(signOfLife.findProblem()).isNotNull();
		late.complete(Duration.ofMillis(50));
		assertThat(signOfLife.findProblem()).isNull();
		assertThat(this.asked).hasValue(2);
	}

	@Test
	void anInterruptEndsTheWaitAndIsKept() {
		Thread.currentThread().interrupt();
		assertThat(of(new CompletableFuture<>(), Duration.ofSeconds(60)).findProblem()).isNotNull();
		assertThat(Thread.interrupted()).isTrue();
	}

	private SignOfLife of(CompletableFuture<Duration> answer, Duration limit) {
		return new SignOfLife(() -> {
			this.asked.incrementAndGet();
			return answer;
		}, limit);
	}

}
