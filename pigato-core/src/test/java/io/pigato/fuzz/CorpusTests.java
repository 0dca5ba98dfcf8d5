package io.pigato.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.pigato.broker.BrokerStateFuzz;
import io.pigato.internal.protocol.WireCodecFuzz;
import io.pigato.internal.transport.zmtp.StreamFuzz;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/**
 * Plays again what a fuzzer has found: inputs that together reach all that it reached.
 */
class CorpusTests {

	private static final Path CORPUS = Path.of("src/test/resources/fuzz");

	@TestFactory
	Stream<DynamicTest> everyInputIsBorne() throws IOException {
		return Stream
			.of(inputs(WireCodecFuzz.class, WireCodecFuzz::fuzzerTestOneInput),
					inputs(StreamFuzz.class, StreamFuzz::fuzzerTestOneInput),
					inputs(BrokerStateFuzz.class, BrokerStateFuzz::fuzzerTestOneInput))
			.flatMap((tests) -> tests);
	}

	private static Stream<DynamicTest> inputs(Class<?> target, Consumer<byte[]> fuzz) throws IOException {
		try (Stream<Path> files = Files.list(CORPUS.resolve(target.getSimpleName()))) {
			List<Path> found = files.sorted().toList();
			assertThat(found).as("corpus of " + target.getSimpleName()).isNotEmpty();
			return found.stream()
				.map((file) -> dynamicTest(target.getSimpleName() + " " + file.getFileName(),
						() -> fuzz.accept(read(file))));
		}
	}

	private static byte[] read(Path file) {
		try {
			return Files.readAllBytes(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
