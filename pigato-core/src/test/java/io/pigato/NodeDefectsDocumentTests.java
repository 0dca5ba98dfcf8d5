package io.pigato;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

import static org.assertj.core.api.Assertions.assertThat;

/** Each defect of the original is held by a test that carries its number. */
class NodeDefectsDocumentTests {

	private static final Map<String, String> HOLDERS = Map.of("BrokerDefectTests", "io.pigato.broker",
			"ClientDefectTests", "io.pigato.client", "WorkerDefectTests", "io.pigato.worker");

	@Test
	void everyDefectHasARow() {
		assertThat(rows().map((row) -> row.get(0)))
			.containsExactlyElementsOf(IntStream.rangeClosed(1, 18).mapToObj(String::valueOf).toList());
	}

	@ParameterizedTest
	@MethodSource("rows")
	void everyDefectIsHeldByTheTestsThatItsRowNames(List<String> row) throws ClassNotFoundException {
		String prefix = String.format("defect%02d", Integer.parseInt(row.get(0)));
		List<String> holders = Documents.code(row.get(3));
		assertThat(holders).isNotEmpty();
		for (String holder : holders) {
			assertThat(Arrays.stream(Class.forName(HOLDERS.get(holder) + "." + holder).getDeclaredMethods())
				.filter((method) -> AnnotationSupport.isAnnotated(method, Testable.class))
				.map(Method::getName)).as("tests in " + holder).anyMatch((name) -> name.startsWith(prefix));
		}
	}

	static Stream<List<String>> rows() {
		return Documents.table(Documents.read("docs/node-defects.md"), "#", "the original", "here", "held by").stream();
	}

}
