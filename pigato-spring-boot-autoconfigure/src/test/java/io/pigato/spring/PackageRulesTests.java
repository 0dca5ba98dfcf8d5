package io.pigato.spring;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static org.assertj.core.api.Assertions.assertThat;

/** Who may depend on whom. A package that is in no row of the table is a violation. */
class PackageRulesTests {

	private static final String ANNOTATION = "io.pigato.spring.annotation";

	private static final String WORKER = "io.pigato.spring.worker";

	private static final String CLIENT = "io.pigato.spring.client";

	private static final String EVENT = "io.pigato.spring.event";

	private static final String EXCHANGE = "io.pigato.spring.exchange";

	private static final String JSON = "io.pigato.spring.json";

	private static final String LIFECYCLE = "io.pigato.spring.lifecycle";

	private static final String HEALTH = "io.pigato.spring.health";

	private static final String BROKER = "io.pigato.spring.broker";

	private static final String METRICS = "io.pigato.spring.metrics";

	private static final String OBSERVATION = "io.pigato.spring.observation";

	private static final String ACTUATE = "io.pigato.spring.actuate";

	private static final String BOOT = "io.pigato.spring.boot.autoconfigure";

	private static final Set<String> ALL = Set.of("java..", "org.jspecify..", "io.pigato", "io.pigato.payload");

	private static final Set<String> FRAMEWORK = Set.of("org.slf4j", "org.springframework.aop..",
			"org.springframework.beans..", "org.springframework.context..", "org.springframework.core..",
			"org.springframework.scheduling..", "org.springframework.util..");

	private static final Map<String, Set<String>> TABLE = Map.ofEntries(
			Map.entry(ANNOTATION,
					Set.of("org.springframework.core", "org.springframework.core.annotation",
							"org.springframework.aot.hint..")),
			Map.entry(WORKER,
					Set.of("io.pigato.worker", ANNOTATION, "jakarta.validation..", "org.reactivestreams",
							"reactor.core.publisher")),
			Map.entry(JSON, Set.of("tools.jackson..")),
			Map.entry(CLIENT,
					Set.of("io.pigato.client", "reactor..", "io.micrometer.context", "org.springframework.util")),
			Map.entry(EVENT, Set.of("io.pigato.client", "org.springframework.context")),
			Map.entry(EXCHANGE,
					Set.of("io.pigato.client", ANNOTATION, CLIENT, "javax.lang.model..", "reactor..",
							"org.springframework.aot..", "org.springframework.format.datetime.standard",
							"org.springframework.javapoet")),
			Map.entry(LIFECYCLE,
					Set.of("io.pigato.broker", "io.pigato.client", "io.pigato.worker", "io.pigato.transport", WORKER,
							CLIENT, EVENT)),
			Map.entry(HEALTH,
					Set.of("io.pigato.broker", "io.pigato.client", LIFECYCLE,
							"org.springframework.boot.health.contributor")),
			Map.entry(BROKER, Set.of("io.pigato.broker")),
			Map.entry(METRICS, Set.of("io.pigato.broker", BROKER, "io.micrometer.core.instrument..")),
			Map.entry(OBSERVATION,
					Set.of("io.pigato.worker", CLIENT, WORKER, "io.micrometer.common..", "io.micrometer.context",
							"io.micrometer.observation..", "org.springframework.core")),
			Map.entry(ACTUATE,
					Set.of("io.pigato.broker", "io.pigato.client", BROKER, LIFECYCLE,
							"org.springframework.boot.actuate.endpoint..")),
			Map.entry(BOOT,
					Set.of("io.pigato.broker", "io.pigato.client", "io.pigato.worker", "io.pigato.transport", WORKER,
							JSON, LIFECYCLE, CLIENT, EXCHANGE, HEALTH, BROKER, METRICS, "io.micrometer.core.instrument",
							OBSERVATION, ACTUATE, "io.micrometer.context", "io.micrometer.observation",
							"org.springframework.boot..", "tools.jackson.databind.json",
							"com.fasterxml.jackson.databind", "reactor.core.publisher")));

	private static final Set<String> WITHOUT_FRAMEWORK = Set.of(ANNOTATION, JSON, CLIENT, EVENT, HEALTH, BROKER,
			METRICS, OBSERVATION, ACTUATE);

	private final JavaClasses classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("io.pigato.spring");

	@Test
	void everyPackageHasARow() {
		assertThat(this.classes.stream().map((type) -> type.getPackage().getName()).collect(Collectors.toSet()))
			.isEqualTo(TABLE.keySet());
	}

	@ParameterizedTest
	@MethodSource("packages")
	void aPackageDependsOnWhatItsRowAllowsOnly(String name) {
		Set<String> framework = WITHOUT_FRAMEWORK.contains(name) ? Set.of() : FRAMEWORK;
		String[] allowed = Stream.of(Set.of(name), ALL, framework, TABLE.get(name))
			.flatMap(Set::stream)
			.toArray(String[]::new);
		classes().that()
			.resideInAPackage(name)
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(allowed)
			.check(this.classes);
	}

	@Test
	void beanMethodsAreNobodysApi() {
		methods().that()
			.areAnnotatedWith("org.springframework.context.annotation.Bean")
			.should()
			.bePackagePrivate()
			.check(this.classes);
	}

	static Set<String> packages() {
		return TABLE.keySet();
	}

}
