package io.pigato.spring.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.pigato.worker.Reply;
import io.pigato.worker.ServiceRequest;
import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.annotation.AliasFor;
import org.springframework.javapoet.ClassName;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/** What is told to native images when an application with services is processed. */
class PigatoServiceReflectiveProcessorTests {

	private final RuntimeHints hints = process(Services.class);

	@Test
	void methodsCanBeInvoked() {
		assertInvocable("value");
		assertInvocable("stage");
		assertInvocable("flux");
		assertInvocable("imperative");
	}

	@Test
	void methodsWithAnnotationsOfOnesOwnCanBeInvoked() {
		assertInvocable("own");
		assertBound(OwnPayload.class, "text");
	}

	@Test
	void methodsThatAreNoServicesAreNotTouched() throws Exception {
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(Services.class.getDeclaredMethod("other", Unrelated.class))).rejects(this.hints);
		assertThat(RuntimeHintsPredicates.reflection().onType(Unrelated.class)).rejects(this.hints);
	}

	@Test
	void payloadsAndWhatIsInThemCanBeReadAndWritten() {
		assertBound(Query.class, "parts");
		assertBound(Part.class, "name");
		assertBound(Price.class, "amount");
	}

	@Test
	void whatIsInStagesStreamsAndReactiveTypesCanBeWritten() {
		assertBound(Staged.class, "text");
		assertBound(Streamed.class, "text");
		assertBound(Emitted.class, "text");
		assertBound(Single.class, "text");
	}

	@Test
	void whatTheMethodIsGivenBesidesAndWhatHoldsTheResultIsLeftOut() {
		for (Class<?> type : List.of(Reply.class, ServiceRequest.class, HeaderType.class, Flux.class, Mono.class,
				CompletableFuture.class, Stream.class)) {
			assertThat(RuntimeHintsPredicates.reflection().onType(type)).as(type.getName()).rejects(this.hints);
		}
	}

	private void assertInvocable(String name) {
		assertThat(Services.class.getDeclaredMethods()).filteredOn((method) -> method.getName().equals(name))
			.singleElement()
			.satisfies((method) -> assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(method))
				.accepts(this.hints));
	}

	private void assertBound(Class<?> type, String accessor) {
		assertThat(RuntimeHintsPredicates.reflection().onType(type)).as(type.getName()).accepts(this.hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(type, accessor)).as(type.getName())
			.accepts(this.hints);
	}

	private static RuntimeHints process(Class<?> bean) {
		GenericApplicationContext context = new GenericApplicationContext();
		context.registerBean(bean);
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get("com.example", "Application")), new InMemoryGeneratedFiles());
		new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		return generation.getRuntimeHints();
	}

	record Query(List<Part> parts) {

	}

	record Part(String name) {

	}

	record Price(int amount) {

	}

	record Staged(String text) {

	}

	record Streamed(String text) {

	}

	record Emitted(String text) {

	}

	record Single(String text) {

	}

	record OwnPayload(String text) {

	}

	record Unrelated(String text) {

	}

	record HeaderType(String text) {

	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@PigatoService(concurrency = "1")
	@interface OwnService {

		@AliasFor(annotation = PigatoService.class, attribute = "name")
		String value();

	}

	static class Services {

		@PigatoService("value")
		Map<String, Price> value(Query query, @PigatoHeader("type") HeaderType type) {
			return Map.of();
		}

		@PigatoService("stage")
		CompletableFuture<Staged> stage() {
			return new CompletableFuture<>();
		}

		@PigatoService("stream")
		Stream<Streamed> stream() {
			return Stream.empty();
		}

		@PigatoService("flux")
		Flux<Emitted> flux() {
			return Flux.empty();
		}

		@PigatoService("mono")
		Mono<Single> mono() {
			return Mono.empty();
		}

		@PigatoService("imperative")
		void imperative(ServiceRequest request, Reply reply) {
		}

		@OwnService("own")
		OwnPayload own() {
			return new OwnPayload("");
		}

		void other(Unrelated unrelated) {
		}

	}

}
