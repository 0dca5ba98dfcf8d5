package io.pigato.broker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/** Ranges as npm writes them, judged by what its own library (semver 5.7.3) says. */
class VersionRangeTests {

	private static final List<String> VERSIONS = List.of("0.0.0", "0.0.3", "0.1.0", "0.1.9", "0.2.0", "1.0.0", "1.2.0",
			"1.2.3", "1.2.4", "1.3.0", "1.9.9", "2.0.0", "2.3.4", "10.0.0");

	static Stream<String> golden() throws IOException {
		try (InputStream in = VersionRangeTests.class.getResourceAsStream("/golden/version-ranges.tsv")) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines();
		}
	}

	@ParameterizedTest
	@MethodSource("golden")
	void rangeHoldsTheVersionsThatNpmSays(String line) {
		String[] parts = line.split("\t", -1);
		VersionRange range = VersionRange.parse(parts[0]);
		if (parts[1].equals("invalid")) {
			assertThat(range).isNull();
		}
		else {
			assertThat(range).isNotNull();
			assertThat(VERSIONS.stream().filter((version) -> range.contains(Version.parse(version))))
				.containsExactlyElementsOf(
						Arrays.stream(parts[1].split(" ")).filter((text) -> !text.isEmpty()).toList());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "1", "1.2", "1.2.3.4", "01.2.3", "1.2.x", "v1.2.3", "1.2.3-beta", "1.2.3+b", "1.2.",
			"-1.2.3", "99999999999999999.0.0", "1.2.3 ", "١.٢.٣" })
	void versionIsThreeNumbersAndNothingElse(String text) {
		assertThat(Version.parse(text)).isNull();
	}

	@Test
	void rangeOfMoreThan64CharactersIsNone() {
		assertThat(VersionRange.parse("1||".repeat(21) + "2")).isNotNull();
		assertThat(VersionRange.parse("1||".repeat(21) + "22")).isNull();
	}

	@Test
	void hostileTextNeitherThrowsNorTakesLong() {
		Random random = new Random(7);
		String alphabet = "0019.xX*^~<>=| -v+ab\t\u0000é";
		assertTimeoutPreemptively(Duration.ofMinutes(1), () -> {
			for (int i = 0; i < 100_000; i++) {
				StringBuilder text = new StringBuilder();
				int length = random.nextInt(70);
				for (int j = 0; j < length; j++) {
					text.append(alphabet.charAt(random.nextInt(alphabet.length())));
				}
				assertThatNoException().isThrownBy(() -> {
					VersionRange range = VersionRange.parse(text.toString());
					if (range != null) {
						range.contains(Version.ZERO);
					}
				});
			}
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "9", "^", "~", ">", "<", "=", "|", "-", " - ", "||", "1 - 2", "1.", "x.", "^1 ", "0", "a",
			"v", "+", "1-", "1.2.3-a." })
	void repetitionOfAnythingIsReadAtOnce(String piece) {
		assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
			for (int length = 1; length <= VersionRange.MAX_LENGTH; length++) {
				VersionRange.parse(piece.repeat(length));
				VersionRange.parse(piece.repeat(100_000));
			}
		});
	}

}
