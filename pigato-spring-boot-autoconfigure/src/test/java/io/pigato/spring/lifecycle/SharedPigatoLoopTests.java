package io.pigato.spring.lifecycle;

import io.pigato.transport.PigatoLoop;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SharedPigatoLoopTests {

	private final SharedPigatoLoop shared = new SharedPigatoLoop();

	@Test
	void allUsersHaveTheSameLoopUntilTheLastLeaves() {
		PigatoLoop first = this.shared.acquire();
		assertThat(this.shared.acquire()).isSameAs(first);
		this.shared.release();
		assertThat(first.eventLoop().isAlive()).isTrue();
		this.shared.release();
		assertThat(first.eventLoop().isAlive()).isFalse();
	}

	@Test
	void whoComesAfterTheLastHasANewLoop() {
		PigatoLoop first = this.shared.acquire();
		this.shared.release();
		PigatoLoop second = this.shared.acquire();
		assertThat(second).isNotSameAs(first);
		assertThat(second.eventLoop().isAlive()).isTrue();
		this.shared.release();
	}

}
