package io.pigato.samples.perf;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class EndpointsTests {

	@ParameterizedTest
	@CsvSource({ "tcp://127.0.0.1:7771, 0, tcp://127.0.0.1:7771", "tcp://127.0.0.1:7771, 2, tcp://127.0.0.1:7773",
			"tcp://[::1]:80, 1, tcp://[::1]:81", "tcp://*:*, 3, tcp://*:0", "tcp://h:0, 3, tcp://h:0",
			"inproc://a, 0, inproc://a", "inproc://a, 1, inproc://a-2" })
	void eachBrokerHasItsOwn(String first, int index, String expected) {
		assertThat(Endpoints.at(first, index)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "tcp://*:1, tcp://127.0.0.1:1", "tcp://0.0.0.0:1, tcp://127.0.0.1:1",
			"tcp://192.0.2.1:1, tcp://192.0.2.1:1", "inproc://a, inproc://a" })
	void peersOfTheSameHostConnectToIt(String bound, String expected) {
		assertThat(Endpoints.connectable(bound)).isEqualTo(expected);
	}

}
