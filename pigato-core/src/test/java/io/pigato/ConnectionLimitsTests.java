package io.pigato;

import java.time.Duration;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What a broker's connections may take. */
class ConnectionLimitsTests {

	private static final ConnectionLimits DEFAULT = ConnectionLimits.DEFAULT;

	static Stream<Runnable> outOfBounds() {
		return Stream.of(() -> DEFAULT.withMaxConnections(0), () -> DEFAULT.withMaxConnectionsPerAddress(0),
				() -> DEFAULT.withMaxHandshakeBytes(511), () -> DEFAULT.withMaxHandshakeBytes(65_537),
				() -> DEFAULT.withHandshakeTime(Duration.ZERO), () -> DEFAULT.withUnsentGrace(Duration.ofNanos(-1)),
				() -> DEFAULT.withIdentityHold(Duration.ofDays(1).plusNanos(1)), () -> DEFAULT.withMaxSubscriptions(0),
				() -> DEFAULT.withMaxSubscriptionBytes(0));
	}

	@ParameterizedTest
	@MethodSource("outOfBounds")
	void valueOutOfItsBoundsIsRefused(Runnable setting) {
		assertThatIllegalArgumentException().isThrownBy(setting::run).withMessageMatching("\\w+ is .*");
	}

	@Test
	void eachLimitIsSetByItself() {
		Duration one = Duration.ofSeconds(41);
		Duration two = Duration.ofSeconds(42);
		Duration three = Duration.ofSeconds(43);
		assertThat(DEFAULT.withMaxConnections(1)
			.withMaxConnectionsPerAddress(2)
			.withMaxHandshakeBytes(600)
			.withHandshakeTime(one)
			.withUnsentGrace(two)
			.withIdentityHold(three)
			.withMaxSubscriptions(3)
			.withMaxSubscriptionBytes(4)).isEqualTo(new ConnectionLimits(1, 2, 600, one, two, three, 3, 4));
	}

	@Test
	void defaultsAreThoseThatAreDocumented() {
		assertThat(DEFAULT).isEqualTo(new ConnectionLimits(10_000, 2_000, 1_024, Duration.ofSeconds(2),
				Duration.ofSeconds(10), Duration.ofSeconds(10), 1_000, 65_536));
	}

}
