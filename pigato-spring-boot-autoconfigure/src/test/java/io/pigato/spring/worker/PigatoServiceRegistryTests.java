package io.pigato.spring.worker;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import io.pigato.spring.annotation.PigatoHeader;
import io.pigato.spring.annotation.PigatoService;
import io.pigato.worker.Reply;
import io.pigato.worker.ServiceRequest;
import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.PropertySourcesPlaceholderConfigurer;
import org.springframework.core.annotation.AliasFor;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

class PigatoServiceRegistryTests {

	@Test
	void methodsOfBeansAreFoundWithTheirAttributes() {
		assertThat(find(Greeter.class)).extracting("name", "id", "concurrency")
			.containsExactlyInAnyOrder(tuple("greet", "greeter.greet", null), tuple("report@1.2.0", "report", 4));
	}

	@Test
	void placeholdersAreResolvedInAllAttributes() {
		assertThat(find(Configured.class)).extracting("name", "id", "concurrency")
			.containsExactly(tuple("prod-orders", "orders-id", 7));
	}

	@Test
	void annotationsOfOnesOwnCount() {
		assertThat(find(WithOwnAnnotation.class)).extracting("name", "concurrency").containsExactly(tuple("own", 1));
	}

	@Test
	void registrationBeansCountUnderTheirBeanNameOrTheirOwnId() {
		assertThat(find(Programmatic.class)).extracting("name", "id", "concurrency")
			.containsExactlyInAnyOrder(tuple("one", "first", null), tuple("two", "own-id", 3));
	}

	@Test
	void genericParametersAreThoseOfTheBeansClass() {
		assertThat(call(find(NumberService.class).get(0), "[1, 2]")).containsExactly("end Long 3");
	}

	@Test
	void aMethodMayTakeNothingOrAnythingInAnyOrder() {
		List<PigatoServiceRegistration> services = find(Shapes.class);
		assertThat(call(named(services, "nothing"), "null")).containsExactly("end nothing");
		assertThat(call(named(services, "quiet"), "1")).containsExactly("end null");
		assertThat(call(named(services, "all"), "5")).containsExactly("write 5 of client", "end null");
		assertThat(call(named(services, "optional"), "null")).containsExactly("end empty");
		assertThat(call(named(services, "optional"), "\"x\"")).containsExactly("end x");
	}

	@Test
	void whatTheMethodThrowsIsPassedOnAsItIs() {
		PigatoServiceRegistration service = named(find(Shapes.class), "broken");
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> service.handler().handle(new GivenRequest("null"), new RecordedReply()))
			.withMessage("disk");
	}

	@Test
	void aLazyBeanIsCreatedByItsFirstRequest() {
		LazyService.CREATED.set(0);
		PigatoServiceRegistration service = find(LazyService.class).get(0);
		assertThat(LazyService.CREATED).hasValue(0);
		assertThat(call(service, "null")).containsExactly("end 1");
		assertThat(call(service, "null")).containsExactly("end 1");
	}

	@Test
	void aPrototypeIsCreatedByEveryRequest() {
		PigatoServiceRegistration service = find(Prototypes.class).get(0);
		List<String> first = call(service, "null");
		assertThat(call(service, "null")).isNotEqualTo(first);
	}

	@Test
	void aScopedProxyCountsOnceAndFollowsItsScope() {
		List<PigatoServiceRegistration> services = find(Scoped.class);
		assertThat(services).extracting("name", "id").containsExactly(tuple("scoped", "counter.scoped"));
		List<String> first = call(services.get(0), "null");
		assertThat(call(services.get(0), "null")).isNotEqualTo(first);
	}

	@Test
	void anInterfaceProxyIsCalledThroughItsInterface() {
		assertThat(call(find(JdkProxied.class).get(0), "\"x\"")).containsExactly("end advised x");
	}

	@Test
	void annotationsOfAnInterfacesParametersCount() {
		PigatoServiceRegistration service = find(ImplementedTenants.class).get(0);
		assertThat(call(service, "\"x\"")).containsExactly("end x of null");
	}

	@Test
	void aNameMayBeOfferedOnceAtEachBroker() {
		assertThat(find(OnTwoBrokers.class)).extracting("name", "broker", "executor")
			.containsExactlyInAnyOrder(tuple("echo", null, null), tuple("echo", "other", "pool"));
	}

	@Test
	void twoHandlersForOneNameAtAnotherBrokerAreRefused() {
		assertThatExceptionOfType(PigatoServiceDefinitionException.class)
			.isThrownBy(() -> find(TwiceAtAnotherBroker.class))
			.withMessageStartingWith("Two handlers offer the service 'echo': ");
	}

	@Test
	void aRegistrationKeepsAllElseThatItWasTold() {
		PigatoServiceRegistration service = new PigatoServiceRegistration("echo", (request, reply) -> reply.end())
			.withId("id")
			.withConcurrency(3)
			.withExecutor("pool")
			.withBroker("other");
		assertThat(service.withId("id")).isEqualTo(service);
		assertThat(service.withConcurrency(3)).isEqualTo(service);
		assertThat(service.withExecutor("pool")).isEqualTo(service);
		assertThat(service.withHandler(service.handler())).isEqualTo(service);
	}

	@Test
	void aMethodThatTheProxyHidesIsRefused() {
		assertProblem(HiddenByProxy.class,
				"Method " + Hidden.class.getName() + ".hidden(String) of bean 'service' cannot offer a service: "
						+ "it cannot be called through the proxy of its bean.",
				"Declare it in the interface that the proxy implements, or have the class itself proxied "
						+ "(proxyTargetClass = true) and the method not private.");
	}

	@Test
	void twoHandlersForOneNameAreRefused() {
		assertProblem(SameName.class,
				"Two handlers offer the service 'echo': " + SameName.class.getName()
						+ ".a(String) of bean 'sameName' and bean 'other'.",
				"An application offers a name once. Give one of them another name, or a version of its own such as "
						+ "'echo@2.0.0'. To handle more requests at once, raise the concurrency.");
	}

	@Test
	void twoServicesWithOneIdAreRefused() {
		assertThatExceptionOfType(PigatoServiceDefinitionException.class).isThrownBy(() -> find(SameId.class))
			.withMessageContaining("Two services have the id 'sameId.a': ")
			.withMessageEndingWith(", id = \"another\").");
	}

	@Test
	void aMethodWithTwoPayloadsIsRefused() {
		assertProblem(TwoPayloads.class,
				"Method " + TwoPayloads.class.getName() + ".greet(String, int) of bean 'twoPayloads' cannot offer a "
						+ "service: it takes more than one payload.",
				"Let one parameter take the payload: where it has several parts, a record of them. Besides it there "
						+ "may be a Reply, a ServiceRequest, headers marked @PigatoHeader, and what a "
						+ "PigatoArgumentResolver bean supplies.");
	}

	@Test
	void aMethodThatTakesAReplyAndReturnsAnotherIsRefused() {
		assertProblem(TwoAnswers.class,
				"Method " + TwoAnswers.class.getName() + ".greet(Reply) of bean 'twoAnswers' cannot offer a service: "
						+ "it takes a Reply and returns String besides.",
				"Either return the reply and take no Reply, or return void and end the Reply.");
	}

	@Test
	void aStreamAsPayloadIsRefused() {
		assertProblem(StreamPayload.class,
				"Method " + StreamPayload.class.getName() + ".sum(IntStream) of bean 'streamPayload' cannot offer a "
						+ "service: it takes IntStream, but a request is one JSON value.",
				"Take the value itself, for several a List.");
	}

	@Test
	void aServiceWithoutANameIsRefused() {
		assertProblem(Nameless.class,
				"Method " + Nameless.class.getName()
						+ ".greet() of bean 'nameless' cannot offer a service: it has no name.",
				"Write one: @PigatoService(\"greet\").");
	}

	@Test
	void aConcurrencyThatIsNoCountIsRefused() {
		assertProblem(NoCount.class,
				"Method " + NoCount.class.getName() + ".greet() of bean 'noCount' cannot offer a service: its "
						+ "concurrency is '0'.",
				"Write a whole number from 1 on, as in concurrency = \"4\", or leave it out.");
	}

	@Test
	void aPlaceholderThatNothingResolvesIsRefused() {
		assertProblem(Unresolved.class,
				"Method " + Unresolved.class.getName() + ".greet() of bean 'unresolved' cannot offer a service: "
						+ "'${not.there}' names a property that is not set.",
				"Set the property, or give the placeholder a default: ${name:default}.");
	}

	@Test
	void aPlaceholderThatTheStrictResolverRefusesIsRefusedToo() {
		assertThatExceptionOfType(PigatoServiceDefinitionException.class)
			.isThrownBy(() -> find(UnresolvedStrictly.class))
			.withMessageContaining("'${not.there}' names a property that is not set.");
	}

	private static void assertProblem(Class<?> beans, String problem, String remedy) {
		assertThatExceptionOfType(PigatoServiceDefinitionException.class).isThrownBy(() -> find(beans))
			.satisfies((ex) -> {
				assertThat(ex.problem()).isEqualTo(problem);
				assertThat(ex.remedy()).isEqualTo(remedy);
				assertThat(ex).hasMessage(problem + " " + remedy);
			});
	}

	private static List<PigatoServiceRegistration> find(Class<?> beans) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.setAllowBeanDefinitionOverriding(false);
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("test", Map.of("stage", "prod", "slots", "7")));
		String name = beans.getSimpleName();
		context.registerBean(name.substring(0, 1).toLowerCase() + name.substring(1), beans);
		context.registerBean(PigatoServiceRegistry.class,
				() -> new PigatoServiceRegistry(context.getDefaultListableBeanFactory()));
		context.refresh();
		return context.getBean(PigatoServiceRegistry.class).registrations();
	}

	private static PigatoServiceRegistration named(List<PigatoServiceRegistration> services, String name) {
		return services.stream().filter((service) -> service.name().equals(name)).findFirst().orElseThrow();
	}

	private static List<String> call(PigatoServiceRegistration service, String json) {
		RecordedReply reply = new RecordedReply();
		try {
			service.handler().handle(new GivenRequest(json), reply);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
		return reply.events();
	}

	static class Greeter {

		@PigatoService("greet")
		String greet(String name) {
			return "Hello " + name;
		}

		@PigatoService(name = "report@1.2.0", id = "report", concurrency = "4")
		void report() {
		}

		void somethingElse() {
		}

	}

	static class Configured {

		@PigatoService(name = "${stage}-orders", id = "${name.of.id:orders-id}", concurrency = "${slots}")
		void orders() {
		}

	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@PigatoService(concurrency = "1")
	@interface SingleService {

		@AliasFor(annotation = PigatoService.class, attribute = "name")
		String value();

	}

	static class WithOwnAnnotation {

		@SingleService("own")
		void own() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Programmatic {

		@Bean
		PigatoServiceRegistration first() {
			return new PigatoServiceRegistration("one", (request, reply) -> reply.end());
		}

		@Bean
		PigatoServiceRegistration second() {
			return new PigatoServiceRegistration("two", (request, reply) -> reply.end()).withId("own-id")
				.withConcurrency(3);
		}

	}

	abstract static class SumService<T> {

		@PigatoService("sum")
		String sum(List<T> numbers) {
			Object first = numbers.get(0);
			return first.getClass().getSimpleName() + " " + add(numbers);
		}

		abstract T add(List<T> numbers);

	}

	static class NumberService extends SumService<Long> {

		@Override
		Long add(List<Long> numbers) {
			return numbers.stream().mapToLong(Long::longValue).sum();
		}

	}

	static class Shapes {

		@PigatoService("nothing")
		private String nothing() {
			return "nothing";
		}

		@PigatoService("quiet")
		void quiet(int number) {
		}

		@PigatoService("all")
		void all(Reply reply, int number, ServiceRequest request) {
			reply.write(number + " of " + request.clientId());
			reply.end();
		}

		@PigatoService("optional")
		String optional(Optional<String> text) {
			return text.orElse("empty");
		}

		@PigatoService("broken")
		void broken() throws IOException {
			throw new IOException("disk");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyService {

		static final AtomicInteger CREATED = new AtomicInteger();

		@Bean
		@Lazy
		Counter counter() {
			return new Counter(CREATED);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Prototypes {

		private final AtomicInteger created = new AtomicInteger();

		@Bean
		@Scope(BeanDefinition.SCOPE_PROTOTYPE)
		Counter counter() {
			return new Counter(this.created);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Scoped {

		private final AtomicInteger created = new AtomicInteger();

		@Bean
		@Scope(scopeName = BeanDefinition.SCOPE_PROTOTYPE, proxyMode = ScopedProxyMode.TARGET_CLASS)
		Counter counter() {
			return new Counter(this.created);
		}

	}

	static class Counter {

		private final int number;

		Counter() {
			this.number = 0;
		}

		Counter(AtomicInteger created) {
			this.number = created.incrementAndGet();
		}

		@PigatoService("scoped")
		int scoped() {
			return this.number;
		}

	}

	interface Echo {

		@PigatoService("echo")
		String echo(String text);

	}

	@Configuration(proxyBeanMethods = false)
	static class JdkProxied {

		@Bean
		static Echo echo() {
			return proxied(Echo.class, () -> (Echo) (text) -> text);
		}

	}

	interface Tenants {

		@PigatoService("tenants")
		String of(String text, @PigatoHeader @Nullable String tenant);

	}

	static class ImplementedTenants implements Tenants {

		@Override
		public String of(String text, @Nullable String tenant) {
			return text + " of " + tenant;
		}

	}

	static class OnTwoBrokers {

		@PigatoService("echo")
		void here() {
		}

		@PigatoService(name = "echo", broker = " ${not.there:other} ", executor = "${not.there:pool}")
		void there() {
		}

	}

	static class TwiceAtAnotherBroker {

		@PigatoService(name = "echo", broker = "other")
		void one() {
		}

		@PigatoService(name = "echo", broker = "other")
		void two() {
		}

	}

	interface Visible {

		void visible();

	}

	static class Hidden implements Visible {

		@Override
		public void visible() {
		}

		@PigatoService("hidden")
		public String hidden(String text) {
			return text;
		}

	}

	static class HiddenByProxy implements BeanDefinitionRegistryPostProcessor {

		@Override
		public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
			RootBeanDefinition definition = new RootBeanDefinition(Visible.class,
					() -> proxied(Visible.class, Hidden::new));
			definition.setAttribute(AutoProxyUtils.ORIGINAL_TARGET_CLASS_ATTRIBUTE, Hidden.class);
			registry.registerBeanDefinition("service", definition);
		}

	}

	private static <T> T proxied(Class<T> type, Supplier<T> target) {
		ProxyFactory factory = new ProxyFactory();
		factory.setInterfaces(type);
		factory.setTarget(target.get());
		factory.addAdvice((MethodInterceptor) (call) -> "advised " + call.proceed());
		return type.cast(factory.getProxy());
	}

	@Configuration(proxyBeanMethods = false)
	static class SameName {

		@PigatoService("echo")
		String a(String text) {
			return text;
		}

		@Bean
		PigatoServiceRegistration other() {
			return new PigatoServiceRegistration("echo", (request, reply) -> reply.end());
		}

	}

	static class SameId {

		@PigatoService("one")
		void a() {
		}

		@PigatoService("two")
		void a(String text) {
		}

	}

	static class TwoPayloads {

		@PigatoService("greet")
		void greet(String name, int age) {
		}

	}

	static class TwoAnswers {

		@PigatoService("greet")
		String greet(Reply reply) {
			return "hi";
		}

	}

	static class StreamPayload {

		@PigatoService("sum")
		int sum(IntStream numbers) {
			return numbers.sum();
		}

	}

	static class Nameless {

		@PigatoService
		void greet() {
		}

	}

	static class NoCount {

		@PigatoService(name = "greet", concurrency = "0")
		void greet() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UnresolvedStrictly extends Unresolved {

		@Bean
		static PropertySourcesPlaceholderConfigurer strict() {
			return new PropertySourcesPlaceholderConfigurer();
		}

	}

	static class Unresolved {

		@PigatoService("${not.there}")
		void greet() {
		}

	}

}
