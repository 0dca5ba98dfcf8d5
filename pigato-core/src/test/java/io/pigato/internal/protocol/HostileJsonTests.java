package io.pigato.internal.protocol;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import io.pigato.internal.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Nothing that a peer sends makes a reader throw, whatever it makes of it. */
class HostileJsonTests {

	private static final int INPUTS = 40_000;

	private static final String SEED = "{\"timeout\":-1.5e3,\"retry\":true,\"nocache\":\"1\",\"workerId\":\"w-1\","
			+ "\"ext\":[\"a\",{\"b\":[null]}],\"concurrency\":5,\"update\":1,\"cache\":10,"
			+ "\"error\":{\"code\":\"X\",\"message\":\"m\\u00e9\",\"details\":[1,{\"a\":\"\\n\"}],\"retryable\":false}}";

	@Test
	void mutatedJsonNeverThrows() {
		Random random = new Random(4711);
		int understood = 0;
		for (int i = 0; i < INPUTS; i++) {
			Frame frame = mutated(random);
			readAll(frame);
			understood += (RoutingOptions.read(frame).equals(RoutingOptions.DEFAULT)) ? 0 : 1;
		}
		assertThat(understood).isBetween(1, INPUTS - 1);
	}

	@Test
	void randomBytesNeverThrow() {
		Random random = new Random(4712);
		for (int i = 0; i < INPUTS; i++) {
			byte[] bytes = new byte[random.nextInt(64)];
			random.nextBytes(bytes);
			Frame frame = Frame.of(bytes);
			readAll(frame);
			assertThat(RoutingOptions.read(frame)).isEqualTo(RoutingOptions.DEFAULT);
		}
	}

	@ParameterizedTest
	@MethodSource("monsters")
	void monsterNeverThrows(Frame monster) {
		readAll(monster);
		assertThat(RoutingOptions.read(monster).retry()).isFalse();
	}

	@Test
	void fieldNamesOfOnePeerDoNotHinderAnother() {
		for (String names : List.of(collidingNames(4096), manyNames())) {
			readAll(Frame.of(names));
			assertThat(RoutingOptions.read(Frame.of("{\"AbBA\":1,\"timeout\":5}")).timeoutMillis()).isEqualTo(5);
			assertThat(RoutingOptions.read(Frame.of(names.replace("\"last\":0", "\"timeout\":5"))).timeoutMillis())
				.isEqualTo(5);
		}
	}

	static Stream<Frame> monsters() {
		return Stream
			.of("[".repeat(500_000), "{\"a\":".repeat(100_000), "{\"error\":".repeat(100_000),
					"{\"message\":".repeat(900) + "1" + "}".repeat(900),
					"{\"ext\":" + "[".repeat(900) + "]".repeat(900) + "}", "{\"timeout\":" + "9".repeat(100_000) + "}",
					"{\"timeout\":1e" + "9".repeat(900) + "}", "{\"concurrency\":1e999999999}",
					"{\"concurrency\":0." + "0".repeat(900) + "1}", "{\"cache\":-1e-999999999}",
					"{\"" + "n".repeat(200_000) + "\":1}", "{\"workerId\":\"" + "w".repeat(900_000) + "\"}",
					"{\"retry\":false,\"retry\":0}".repeat(2), "{\"error\":{\"details\":" + "[".repeat(2000),
					"\uFEFF{\"retry\":true}", "{\"a\":\"\u0000\"}", "\"" + "\\".repeat(10_001),
					"$dir " + "{\"a\":[".repeat(5000))
			.map(Frame::of);
	}

	private static void readAll(Frame frame) {
		assertThat(RoutingOptions.read(frame)).isNotNull();
		assertThat(WorkerStatus.read(frame)).isNotNull();
		assertThat(ReplyOptions.read(frame)).isNotNull();
		assertThat(Extensions.decode(frame)).isNotNull();
		assertThat(ErrorData.text(frame)).isNotEmpty().hasSizeLessThanOrEqualTo(ErrorData.MAX_CHARS);
		assertThat(ErrorData.orDefault(frame).isEmpty()).isFalse();
		assertThat(DirectoryPublication.decode(frame)).isNotNull();
		assertThat(DirectoryPublication.decode(Frame.of("$dir " + frame.text()))).isNotNull();
	}

	private static Frame mutated(Random random) {
		byte[] bytes = SEED.getBytes(StandardCharsets.UTF_8);
		String alphabet = "{}[]\":,\\0e-.tn\u0000 ";
		for (int i = random.nextInt(4); i >= 0; i--) {
			int at = random.nextInt(bytes.length);
			bytes[at] = (random.nextInt(8) == 0) ? (byte) random.nextInt(256)
					: (byte) alphabet.charAt(random.nextInt(alphabet.length()));
		}
		int length = (random.nextInt(4) == 0) ? random.nextInt(bytes.length) : bytes.length;
		return Frame.of(bytes, 0, length);
	}

	/**
	 * Names of equal hash in Jackson's table, whatever its seed: 33 × A + b = 33 × B + A.
	 */
	private static String collidingNames(int count) {
		StringBuilder json = new StringBuilder("{");
		for (int i = 0; i < count; i++) {
			json.append('"');
			for (int bit = 0; bit < 12; bit++) {
				json.append(((i >> bit & 1) == 0) ? "Ab" : "BA");
			}
			json.append("\":0,");
		}
		return json.append("\"last\":0}").toString();
	}

	private static String manyNames() {
		StringBuilder json = new StringBuilder("{");
		for (int i = 0; i < 20_000; i++) {
			json.append("\"name").append(i).append("\":0,");
		}
		return json.append("\"last\":0}").toString();
	}

}
