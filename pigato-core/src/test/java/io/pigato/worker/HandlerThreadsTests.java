package io.pigato.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests of {@link HandlerThreads}. */
class HandlerThreadsTests {

	private final List<Runnable> asked = new ArrayList<>();

	private final HandlerThreads threads = HandlerThreads.of(this.asked::add);

	private final List<String> run = new ArrayList<>();

	@Test
	void afterTheCloseNothingIsTakenThoughAThreadIsThere() {
		this.threads.execute(() -> {
			this.threads.close();
			assertThatExceptionOfType(RejectedExecutionException.class)
				.isThrownBy(() -> this.threads.execute(() -> this.run.add("late")))
				.withMessage("The threads are closed");
			this.run.add("running");
		});
		this.asked.remove(0).run();
		assertThat(this.asked).isEmpty();
		assertThat(this.run).containsExactly("running");
	}

	@Test
	void whatWasTakenBeforeTheCloseIsRun() {
		this.threads.execute(() -> this.run.add("taken"));
		this.threads.close();
		this.asked.remove(0).run();
		assertThat(this.run).containsExactly("taken");
	}

}
