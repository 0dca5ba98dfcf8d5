package io.pigato;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.pigato.internal.transport.DealerSocket;
import io.pigato.internal.transport.RouterSocket;
import io.pigato.internal.transport.TransportEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** Who may depend on whom. A package that is in no row of the table is a violation. */
class ArchitectureTests {

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("io.pigato");

	private static final String ROOT = "io.pigato";

	private static final String PAYLOAD = "io.pigato.payload";

	private static final String INTERNAL = "io.pigato.internal";

	private static final String PROTOCOL = "io.pigato.internal.protocol";

	private static final String BOUNDARY = "io.pigato.internal.transport";

	private static final String JEROMQ = "io.pigato.internal.transport.jeromq";

	private static final String ZMTP = "io.pigato.internal.transport.zmtp";

	private static final String IN_PROCESS = "io.pigato.internal.transport.inprocess";

	private static final String PEER = "io.pigato.internal.peer";

	private static final String TRANSPORT = "io.pigato.transport";

	private static final String CLIENT = "io.pigato.client";

	private static final String WORKER = "io.pigato.worker";

	private static final String BROKER = "io.pigato.broker";

	private static final String SLF4J = "org.slf4j";

	/** What each package may depend on besides itself, the JDK and JSpecify. */
	private static final Map<String, Set<String>> TABLE = Map.ofEntries(Map.entry(ROOT, Set.of()),
			Map.entry(PAYLOAD, Set.of(ROOT, "com.fasterxml.jackson..")), Map.entry(INTERNAL, Set.of()),
			Map.entry(PROTOCOL, Set.of(ROOT, INTERNAL, "com.fasterxml.jackson.core..")),
			Map.entry(BOUNDARY, Set.of(ROOT, INTERNAL, SLF4J)),
			Map.entry(JEROMQ, Set.of(ROOT, INTERNAL, BOUNDARY, SLF4J, "org.zeromq..", "zmq..")),
			Map.entry(ZMTP, Set.of(ROOT, INTERNAL, BOUNDARY, SLF4J)),
			Map.entry(IN_PROCESS, Set.of(ROOT, INTERNAL, BOUNDARY, SLF4J)),
			Map.entry(PEER, Set.of(ROOT, INTERNAL, PROTOCOL, BOUNDARY, SLF4J)),
			Map.entry(TRANSPORT, Set.of(ROOT, INTERNAL, BOUNDARY, JEROMQ, ZMTP, IN_PROCESS, SLF4J)),
			Map.entry(CLIENT, Set.of(ROOT, PAYLOAD, TRANSPORT, INTERNAL, PROTOCOL, BOUNDARY, PEER, SLF4J)),
			Map.entry(WORKER, Set.of(ROOT, PAYLOAD, TRANSPORT, INTERNAL, PROTOCOL, BOUNDARY, PEER, SLF4J)),
			Map.entry(BROKER, Set.of(ROOT, TRANSPORT, INTERNAL, PROTOCOL, BOUNDARY, SLF4J)));

	@Test
	void everyPackageHasARowAndEveryRowAPackage() {
		Set<String> packages = new TreeSet<>();
		CLASSES.forEach((each) -> packages.add(each.getPackageName()));

		assertThat(packages).containsExactlyInAnyOrderElementsOf(TABLE.keySet());
	}

	@ParameterizedTest
	@MethodSource("packages")
	void aPackageDependsOnWhatItsRowAllowsOnly(String name) {
		String[] allowed = Stream.concat(Stream.of(name, "java..", "org.jspecify.."), TABLE.get(name).stream())
			.toArray(String[]::new);

		check(classes().that().resideInAPackage(name).should().onlyDependOnClassesThat().resideInAnyPackage(allowed));
	}

	static Set<String> packages() {
		return TABLE.keySet();
	}

	@Test
	void thereAreNoPackageCycles() {
		check(slices().matching("io.pigato.(**)").should().beFreeOfCycles());
	}

	@Test
	void onlyTheEngineOnJeroMqKnowsJeroMq() {
		check(noClasses().that()
			.resideOutsideOfPackage(JEROMQ)
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.zeromq..", "zmq.."));
		check(classes().that()
			.resideInAPackage(JEROMQ)
			.and()
			.haveSimpleName("JeroMqEngine")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.zeromq..", "zmq.."));
	}

	@ParameterizedTest
	@ValueSource(strings = { CLIENT, WORKER, BROKER })
	void noRoleKnowsAnotherNorAnEngine(String role) {
		String[] forbidden = Stream.of(CLIENT, WORKER, BROKER, BOUNDARY + ".*..")
			.filter((name) -> !name.equals(role))
			.toArray(String[]::new);

		check(noClasses().that().resideInAPackage(role).should().dependOnClassesThat().resideInAnyPackage(forbidden));
	}

	@ParameterizedTest
	@ValueSource(strings = { CLIENT, WORKER, BROKER })
	void theCoreOfEachRoleKnowsNoThreadNoSocketNoClockAndNoLogger(String role) {
		DescribedPredicate<JavaClass> outside = resideInAnyPackage("java.nio.channels..", "java.net..", "org.slf4j..",
				"java.util.concurrent.locks..", TRANSPORT)
			.or(assignableTo(Thread.class))
			.or(assignableTo(Executor.class))
			.or(assignableTo(RouterSocket.class))
			.or(assignableTo(DealerSocket.class))
			.or(assignableTo(TransportEngine.class))
			.as("threads, sockets or loggers");

		check(noClasses().that(areCoreOf(role)).should().dependOnClassesThat(outside));
		check(noClasses().that(areCoreOf(role)).should().callMethod(System.class, "nanoTime"));
		check(noClasses().that(areCoreOf(role)).should().callMethod(System.class, "currentTimeMillis"));
	}

	@ParameterizedTest
	@ValueSource(strings = { CLIENT, WORKER, BROKER })
	void theCoreAndTheHandlesAreHidden(String role) {
		check(noClasses().that(areCoreOf(role)).should().bePublic());
		check(noClasses().that()
			.resideInAPackage(role)
			.and()
			.haveSimpleNameStartingWith("Default")
			.should()
			.bePublic());
	}

	/** The classes that keep a role's state, with what is nested in them. */
	private static DescribedPredicate<JavaClass> areCoreOf(String role) {
		Pattern names = Pattern.compile(Pattern.quote(role) + "\\.\\w+(State|Session|Requests|Registry)(\\$.*)?");
		return DescribedPredicate.describe("keep the state of " + role,
				(each) -> names.matcher(each.getName()).matches());
	}

	private static void check(ArchRule rule) {
		rule.allowEmptyShould(false).check(CLASSES);
	}

}
