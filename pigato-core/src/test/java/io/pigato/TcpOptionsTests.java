package io.pigato;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Options of TCP connections. */
class TcpOptionsTests {

	@Test
	void defaultsAreThoseThatAreDocumented() {
		assertThat(TcpOptions.DEFAULT).isEqualTo(new TcpOptions(true, true, 0, 0));
	}

	@Test
	void eachOptionIsSetByItself() {
		assertThat(TcpOptions.DEFAULT.withNoDelay(false)).isEqualTo(new TcpOptions(false, true, 0, 0));
		assertThat(TcpOptions.DEFAULT.withKeepAlive(false)).isEqualTo(new TcpOptions(true, false, 0, 0));
		assertThat(TcpOptions.DEFAULT.withBuffers(1, 2)).isEqualTo(new TcpOptions(true, true, 1, 2));
	}

	@ParameterizedTest
	@CsvSource({ "-1, 0", "0, -1", "1073741825, 0", "0, 1073741825" })
	void sizeOutOfItsBoundsIsRefused(int send, int receive) {
		assertThatIllegalArgumentException().isThrownBy(() -> TcpOptions.DEFAULT.withBuffers(send, receive))
			.withMessageContaining("not " + send + " for sending and " + receive);
	}

}
