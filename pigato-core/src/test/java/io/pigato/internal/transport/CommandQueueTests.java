package io.pigato.internal.transport;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CommandQueueTests {

	private static final Runnable COMMAND = () -> {
	};

	private final CommandQueue queue = new CommandQueue();

	@Test
	void whatWasTakenBeforeTheCloseIsHandedOut() {
		assertThat(this.queue.add(COMMAND)).isTrue();

		this.queue.close();
		this.queue.end();

		assertThat(this.queue.isClosed()).isTrue();
		assertThat(this.queue.poll()).isSameAs(COMMAND);
		assertThat(this.queue.poll()).isNull();
		assertThat(this.queue.isEmpty()).isTrue();
	}

	@Test
	void whatComesAfterTheCloseIsRefused() {
		this.queue.close();

		assertThat(this.queue.add(COMMAND)).isFalse();
		assertThat(this.queue.isEmpty()).isTrue();
	}

	@Test
	void theEndIsAlsoAClose() {
		this.queue.end();

		assertThat(this.queue.isClosed()).isTrue();
		assertThat(this.queue.add(COMMAND)).isFalse();
	}

}
