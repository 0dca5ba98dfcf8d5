package io.pigato.internal.protocol;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.pigato.internal.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class WorkerStatusTests {

	@ParameterizedTest
	@ValueSource(strings = { "", "null", "undefined", "{}", "[]", "7", "{\"concurrency\":1", "{\"concurrency\":1}x" })
	void whatIsNoObjectSaysNothing(String status) {
		assertThat(WorkerStatus.read(Frame.of(status))).isEqualTo(WorkerStatus.NONE);
	}

	@ParameterizedTest
	@CsvSource({ "100, 100", "0, 0", "-0, 0", "-1, -1", "1.0, 1", "1e2, 100", "2147483647, 2147483647",
			"2147483648, 2147483647", "1e300, 2147483647", "99999999999999999999999999, 2147483647" })
	void wholeNumberIsTheConcurrency(String json, int concurrency) {
		assertThat(read("{\"concurrency\":" + json + "}").concurrency()).isEqualTo(OptionalInt.of(concurrency));
	}

	@ParameterizedTest
	@ValueSource(strings = { "-2", "-1.5", "-0.5", "1.5", "1e999", "-1e999", "\"5\"", "true", "null", "{}", "[1]" })
	void anyOtherConcurrencyIsIgnored(String json) {
		assertThat(read("{\"concurrency\":" + json + "}")).isEqualTo(WorkerStatus.NONE);
	}

	@Test
	void lastOfTwoFieldsCounts() {
		assertThat(read("{\"concurrency\":1,\"concurrency\":2}").concurrency()).isEqualTo(OptionalInt.of(2));
		assertThat(read("{\"ext\":[\"a\"],\"ext\":[\"b\"]}").extensions()).containsExactly("b");
		assertThat(read("{\"ext\":[\"a\"],\"ext\":7}").extensions()).isEmpty();
	}

	@Test
	void updateIsTakenAsJavaScriptDoes() {
		assertThat(read("{\"update\":1,\"concurrency\":100}"))
			.isEqualTo(new WorkerStatus(OptionalInt.of(100), true, Set.of()));
		assertThat(read("{\"update\":0}").update()).isFalse();
	}

	@Test
	void extensionsAreBoundedInNumberAndLength() {
		String many = IntStream.range(0, 1000).mapToObj((i) -> "\"e" + i + "\"").collect(Collectors.joining(","));
		assertThat(read("{\"ext\":[" + many + "]}").extensions()).hasSize(64).contains("e0");
		String longest = "x".repeat(64);
		assertThat(read("{\"ext\":[\"" + longest + "\",\"" + longest + "x\",7,null,[\"in\"],{\"a\":\"b\"},\"y\"]}")
			.extensions()).containsExactlyInAnyOrder(longest, "y");
	}

	@Test
	void statusComesBackAsItWasWritten() {
		Frame frame = WorkerStatus.encode(10, List.of("cancel", "error"), Map.of("app", "shöp"));
		assertThat(frame)
			.isEqualTo(Frame.of("{\"concurrency\":10,\"ext\":[\"cancel\",\"error\"],\"info\":{\"app\":\"shöp\"}}"));
		assertThat(WorkerStatus.read(frame))
			.isEqualTo(new WorkerStatus(OptionalInt.of(10), false, Set.of("cancel", "error")));
		assertThat(WorkerStatus.encode(WorkerStatus.UNLIMITED, List.of(), Map.of()))
			.isEqualTo(Frame.of("{\"concurrency\":-1}"));
	}

	private static WorkerStatus read(String json) {
		return WorkerStatus.read(Frame.of(json));
	}

}
