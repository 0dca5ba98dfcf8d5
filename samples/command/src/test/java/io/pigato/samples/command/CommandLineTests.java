package io.pigato.samples.command;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What is typed. */
class CommandLineTests {

	@ParameterizedTest
	@ValueSource(strings = { "", "nonsense", "call", "call echo 1 2", "call echo --nonsense", "call echo -t soon",
			"call echo -t 0s", "call echo -b 127.0.0.1:55555", "ls -b tcp://*:55555", "ls -b inproc://here", "ls a b",
			"doctor", "doctor -t 25d tcp://127.0.0.1:1" })
	void wrongCommandLineSaysWhatIsWrongAndWhereHelpIs(String line) {
		Run run = Run.of(line.isEmpty() ? new String[0] : line.split(" "));
		assertThat(run.exitCode()).isEqualTo(2);
		assertThat(run.out()).isEmpty();
		assertThat(run.err().lines()).hasSizeBetween(2, 3).last().asString().matches("See: pigato.* --help");
	}

	@ParameterizedTest
	@ValueSource(strings = { "--help", "call --help", "ls -h", "doctor -h" })
	void helpIsGivenOnRequest(String line) {
		Run run = Run.of(line.split(" "));
		assertThat(run.exitCode()).isZero();
		assertThat(run.out()).startsWith("Usage: pigato");
	}

	@Test
	void helpNamesTheExitCodes() {
		assertThat(Run.of("call", "--help").out()).contains("0   the reply was printed",
				"1   the service answered with an error", "2   wrong command line", "3   no reply in time");
	}

	@ParameterizedTest
	@CsvSource({ "500ms,PT0.5S", "5s,PT5S", "5,PT5S", "2m,PT2M", "1h,PT1H" })
	void durationsHaveUnits(String text, Duration duration) {
		assertThat(Durations.parse(text)).isEqualTo(duration);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "0", "-1s", "5 s", "1d", "600h", "9999999999s" })
	void otherDurationsAreRefused(String text) {
		assertThatExceptionOfType(TypeConversionException.class).isThrownBy(() -> Durations.parse(text))
			.withMessageContaining("500ms, 5s or 2m");
	}

	@ParameterizedTest
	@CsvSource({ "PT3S,3 s", "PT0.3S,300 ms", "PT1.5S,1500 ms", "PT0.0005S,0.5 ms", "PT0.00123S,1.2 ms" })
	void durationsAreShown(Duration duration, String text) {
		assertThat(Durations.text(duration)).isEqualTo(text);
	}

}
