package io.pigato.spring.lifecycle;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LoopbackTests {

	@ParameterizedTest
	@ValueSource(strings = { "tcp://127.0.0.1:55555", "tcp://127.8.9.1:*", "tcp://localhost:0", "tcp://[::1]:55555",
			"inproc://pigato" })
	void whatOnlyThisMachineReachesIsLoopback(String endpoint) {
		assertThat(Loopback.isBoundBy(endpoint)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "tcp://*:55555", "tcp://0.0.0.0:55555", "tcp://[::]:55555", "tcp://192.0.2.1:0",
			"tcp://no-such-host.invalid:0" })
	void whatOthersMayReachIsNot(String endpoint) {
		assertThat(Loopback.isBoundBy(endpoint)).isFalse();
	}

}
