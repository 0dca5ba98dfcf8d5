package io.pigato.hostile;

import java.io.IOException;
import java.util.List;

import io.pigato.transport.Transport;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is done to the port of a broker, its healthy peers do not notice. */
@ParameterizedClass(name = "{0}")
@EnumSource(Transport.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PortTests {

	private static final long SEED = Long.getLong("pigato.hostile.seed", 20_261_123);

	private static Siege siege;

	@Parameter
	Transport transport = Transport.ZMTP;

	@BeforeParameterizedClassInvocation
	static void begin(Transport transport) {
		siege = Siege.lay(transport);
	}

	@AfterParameterizedClassInvocation
	static void end() {
		siege.close();
	}

	static List<Attack> attacks() {
		return PortAttacks.all();
	}

	@Order(1)
	@ParameterizedTest(name = "{0}")
	@MethodSource("attacks")
	void healthyPeersDoNotNotice(Attack attack) throws IOException {
		siege.withstand(attack, SEED);
	}

	@Order(2)
	@Test
	void nothingIsLeftBehind() {
		siege.assertNothingLeft();
	}

}
