package io.pigato.internal.transport;

import java.util.ArrayList;
import java.util.List;

import io.pigato.internal.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

/** The bounds of limits and options. */
class TransportOptionsTests {

	private static final Endpoint ENDPOINT = Endpoint.parse("tcp://127.0.0.1:0");

	@ParameterizedTest
	@CsvSource({ "0, 1, 1, 1", "1, 0, 1, 1", "1, 1, 0, 1", "1, 1, 1, 0", "-1, 1, 1, 1" })
	void limitsAreAtLeastOne(int bytes, int frames, int messages, long queued) {
		assertThatIllegalArgumentException().isThrownBy(() -> new TransportLimits(bytes, frames, messages, queued))
			.withMessageContaining("maxMessageBytes " + bytes);
	}

	@Test
	void theSmallestLimitsAreOne() {
		assertThatNoException().isThrownBy(() -> new TransportLimits(1, 1, 1, 1));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 256 })
	void anIdentityHas1To255Bytes(int length) {
		Frame identity = Frame.of(new byte[length]);

		assertThatIllegalArgumentException()
			.isThrownBy(() -> new DealerOptions(ENDPOINT, identity, 1, TransportLimits.DEFAULT))
			.withMessageContaining(String.valueOf(length));
	}

	@Test
	void attemptsCountFromOne() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new DealerOptions(ENDPOINT, Frame.of("me"), 0, TransportLimits.DEFAULT));
		assertThatNoException()
			.isThrownBy(() -> new DealerOptions(ENDPOINT, Frame.of(new byte[255]), 1, TransportLimits.DEFAULT));
	}

	@Test
	void aBrokerHasAtLeastOneEndpointAndKeepsItsOwnList() {
		List<Endpoint> binds = new ArrayList<>(List.of(ENDPOINT));
		RouterOptions options = new RouterOptions(binds, TransportLimits.DEFAULT);
		binds.clear();

		assertThat(options.binds()).containsExactly(ENDPOINT);
		assertThatIllegalArgumentException().isThrownBy(() -> new RouterOptions(List.of(), TransportLimits.DEFAULT));
	}

}
