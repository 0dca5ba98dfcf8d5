package io.pigato.spring.health;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;

/**
 * Asks a loop whether it turns, and waits no longer than a limit. While one question is
 * unanswered no further is asked for a while, so that commands do not pile up at a loop
 * that is stuck, and who asks after the limit is told at once. Safe for use by any
 * thread.
 */
final class SignOfLife {

	/** After so many limits it is asked anew: there may be another loop by then. */
	private static final int PATIENCE = 10;

	private final Supplier<@Nullable CompletableFuture<Duration>> ping;

	private final Duration limit;

	private @Nullable CompletableFuture<Duration> asked;

	private long askedNanos;

	SignOfLife(Supplier<@Nullable CompletableFuture<Duration>> ping, Duration limit) {
		this.ping = ping;
		this.limit = limit;
	}

	/** What is wrong with the loop, for people, or {@code null} if it turns. */
	@Nullable String findProblem() {
		Question question = ask();
		if (question == null) {
			return "its loop does not run";
		}
		try {
			question.answer().get(Math.max(0, question.leftNanos()), TimeUnit.NANOSECONDS);
			return null;
		}
		catch (TimeoutException ex) {
			return "its loop has not answered within " + this.limit.toMillis() + " ms: something blocks it";
		}
		catch (ExecutionException ex) {
			return "its loop has ended";
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return "nobody waited for its loop to answer";
		}
	}

	/** Up, if the loop turns. */
	void tell(Health.Builder builder) {
		String problem = findProblem();
		if (problem != null) {
			builder.down().withDetail("error", problem);
		}
		else {
			builder.up();
		}
	}

	private synchronized @Nullable Question ask() {
		CompletableFuture<Duration> answer = this.asked;
		if (answer == null || answer.isDone()
				|| System.nanoTime() - this.askedNanos > this.limit.toNanos() * PATIENCE) {
			answer = this.ping.get();
			this.asked = answer;
			this.askedNanos = System.nanoTime();
		}
		long leftNanos = this.limit.toNanos() - (System.nanoTime() - this.askedNanos);
		return (answer != null) ? new Question(answer, leftNanos) : null;
	}

	/**
	 * A question that is or was asked.
	 *
	 * @param answer completed by the loop
	 * @param leftNanos how long it may still take
	 */
	private record Question(CompletableFuture<Duration> answer, long leftNanos) {

	}

}
