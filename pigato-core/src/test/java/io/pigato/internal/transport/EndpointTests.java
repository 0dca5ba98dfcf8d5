package io.pigato.internal.transport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class EndpointTests {

	@ParameterizedTest
	@CsvSource({ "tcp://127.0.0.1:55555, 127.0.0.1, 55555", "tcp://*:0, *, 0", "tcp://*:*, *, 0",
			"tcp://localhost:1, localhost, 1", "tcp://broker.example.org:65535, broker.example.org, 65535",
			"tcp://my-broker_1:80, my-broker_1, 80", "tcp://[::1]:55555, [::1], 55555", "tcp://[::]:*, [::], 0",
			"tcp://[fe80::1%eth0]:7, [fe80::1%eth0], 7", "tcp://[::ffff:127.0.0.1]:7, [::ffff:127.0.0.1], 7" })
	void aTcpEndpointIsTakenApart(String text, String host, int port) {
		Endpoint endpoint = Endpoint.parse(text);

		assertThat(endpoint).isEqualTo(new Endpoint(Endpoint.Scheme.TCP, host, port));
		assertThat(endpoint).hasToString(text.replaceFirst(":\\*$", ":0"));
		assertThat(Endpoint.parse(endpoint.toString())).isEqualTo(endpoint);
	}

	@ParameterizedTest
	@ValueSource(strings = { "orders", "a", "pigato-6f1c:0", "with/slash", "ünïcode" })
	void anInProcessEndpointIsAName(String name) {
		Endpoint endpoint = Endpoint.parse("inproc://" + name);

		assertThat(endpoint).isEqualTo(new Endpoint(Endpoint.Scheme.IN_PROCESS, name, 0));
		assertThat(endpoint).hasToString("inproc://" + name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "127.0.0.1:55555", "tcp://127.0.0.1", "tcp://127.0.0.1:", "tcp://:55555",
			"tcp://127.0.0.1:65536", "tcp://127.0.0.1:99999", "tcp://127.0.0.1:100000", "tcp://127.0.0.1:-1",
			"tcp://127.0.0.1:x", "tcp://127.0.0.1:55555/", "tcp://127.0.0.1:55555/path", " tcp://127.0.0.1:55555",
			"tcp://127.0.0.1:55555 ", "tcp://127.0.0.1:55555\n", "tcp://a b:1", "tcp://::1:55555", "tcp://[::1]",
			"tcp://[::1:55555", "tcp://[not-an-address]:1", "tcp://[]:1", "udp://127.0.0.1:1", "http://127.0.0.1:1",
			"TCP://127.0.0.1:1", "inproc://", "inproc://two words", "tcp://127.0.0.1:٣" })
	void whatIsNoEndpointIsRefusedWithWordsThatSayWhatToWrite(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> Endpoint.parse(text))
			.withMessageContaining("'" + text + "'")
			.withMessageContaining("tcp://host:port")
			.withMessageContaining("0 to 65535")
			.withMessageContaining("inproc://name");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ipc:///tmp/pigato", "IPC://x" })
	void ipcIsRefusedWithTheReason(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> Endpoint.parse(text))
			.withMessageContaining("ipc:// is not supported")
			.withMessageContaining("interoperate");
	}

	@Test
	void aNameHasAtMost255Characters() {
		assertThat(Endpoint.parse("inproc://" + "x".repeat(255)).host()).hasSize(255);
		assertThatIllegalArgumentException().isThrownBy(() -> Endpoint.parse("inproc://" + "x".repeat(256)));
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 65536 })
	void aPortOutsideItsBoundsIsNoEndpoint(int port) {
		assertThatIllegalArgumentException().isThrownBy(() -> new Endpoint(Endpoint.Scheme.TCP, "localhost", port))
			.withMessageContaining(String.valueOf(port));
	}

	@Test
	void anEndpointHasAHostAndInProcessNoPort() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Endpoint(Endpoint.Scheme.TCP, "", 1));
		assertThatIllegalArgumentException().isThrownBy(() -> new Endpoint(Endpoint.Scheme.IN_PROCESS, "x", 1));
	}

}
