package io.pigato.internal.transport;

import java.lang.reflect.Proxy;
import java.time.Duration;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.pigato.internal.ManualTicker;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

class FailureLogTests {

	private final ManualTicker ticker = new ManualTicker(-5);

	private final Logger logger = new LoggerContext().getLogger("failures");

	private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

	private final FailureLog failures = new FailureLog(this.logger, this.ticker);

	private final RuntimeException failure = new IllegalStateException("on purpose");

	@BeforeEach
	void listen() {
		this.logged.start();
		this.logger.addAppender(this.logged);
	}

	@Test
	void aFailureIsLoggedWithWhatWasThrown() {
		this.failures.report("A task failed", this.failure);

		assertThat(this.logged.list).singleElement().satisfies((event) -> {
			assertThat(event.getFormattedMessage()).isEqualTo("A task failed");
			assertThat(event.getThrowableProxy().getMessage()).isEqualTo("on purpose");
		});
	}

	@Test
	void aFloodIsCountedAndToldOfLater() {
		for (int i = 0; i < 1000; i++) {
			this.failures.report("A task failed", this.failure);
		}
		assertThat(this.logged.list).hasSize(5);

		this.ticker.advance(Duration.ofSeconds(9));
		this.failures.report("A task failed", this.failure);
		assertThat(this.logged.list).hasSize(5);

		this.ticker.advance(Duration.ofSeconds(1));
		this.failures.report("A task failed", this.failure);
		this.failures.report("A task failed", this.failure);

		assertThat(this.logged.list).hasSize(7);
		assertThat(this.logged.list.get(5).getFormattedMessage())
			.isEqualTo("A task failed (996 failures before this one were not logged)");
		assertThat(this.logged.list.get(5).getThrowableProxy()).isNotNull();
		assertThat(this.logged.list.get(6).getFormattedMessage()).isEqualTo("A task failed");
	}

	@Test
	void aLogThatThrowsDoesNotHurt() {
		org.slf4j.Logger broken = (org.slf4j.Logger) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { org.slf4j.Logger.class }, (proxy, method, arguments) -> {
					throw new OutOfMemoryError("on purpose");
				});
		FailureLog fragile = new FailureLog(broken, this.ticker);

		assertThatNoException().isThrownBy(() -> fragile.report("A task failed", this.failure));
	}

}
