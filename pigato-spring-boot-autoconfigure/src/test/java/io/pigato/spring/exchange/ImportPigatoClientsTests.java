package io.pigato.spring.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.pigato.client.PigatoClient;
import io.pigato.payload.PayloadType;
import io.pigato.spring.exchange.found.Crud;
import io.pigato.spring.exchange.found.FoundByExtending;
import io.pigato.spring.exchange.found.FoundByMethod;
import io.pigato.spring.exchange.found.FoundByType;
import io.pigato.spring.exchange.found.HiddenApplication;
import io.pigato.spring.exchange.found.Unmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.RETURNS_SELF;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

class ImportPigatoClientsTests {

	private final PigatoClient shared = mock(PigatoClient.class, RETURNS_DEEP_STUBS);

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withBean("shared",
			PigatoClient.class, () -> this.shared);

	@Test
	void interfacesThatAreNamedAreBeans() {
		this.runner.withUserConfiguration(Named.class).run((context) -> {
			given(this.shared.service("echo").retrieve().body(PayloadType.of(String.class))).willReturn("hi");
			assertThat(context.getBean(Echo.class).echo("x")).isEqualTo("hi");
			assertThat(context).getBeanNames(Echo.class).containsExactly("default#" + Echo.class.getName());
		});
	}

	@Test
	void interfacesAreFoundByTheirAnnotations() {
		this.runner.withUserConfiguration(Found.class)
			.run((context) -> assertThat(context).hasSingleBean(FoundByMethod.class)
				.hasSingleBean(FoundByType.class)
				.doesNotHaveBean(Unmarked.class));
	}

	@Test
	void interfacesWithTypeParametersAreFoundOnlyWhereTheyAreExtended() {
		this.runner.withUserConfiguration(Found.class)
			.run((context) -> assertThat(context).getBeanNames(Crud.class)
				.containsExactly("default#" + FoundByExtending.class.getName()));
	}

	@Test
	void packagesCanBeGivenByName() {
		this.runner.withUserConfiguration(FoundByName.class)
			.run((context) -> assertThat(context).hasSingleBean(FoundByMethod.class));
	}

	@Test
	void aGroupThatSomebodyConfiguresHasAClientOfItsOwn() {
		this.runner.withUserConfiguration(Groups.class).run((context) -> {
			Groups groups = context.getBean(Groups.class);
			context.getBean(Both.class).plain().echo("x");
			verify(this.shared).service("echo");
			verify(groups.own, never()).service("echo");
			context.getBean(Both.class).stock().echo("x");
			assertThat(groups.builders).hasSize(1);
			verify(groups.own).service("echo");
			assertThat(context.getBean(Other.class)).isNotNull();
			assertThat(groups.calls).containsExactly("first stock", "second stock");
			context.close();
			verify(groups.own).close();
		});
	}

	@Test
	void theSameInterfaceTwiceInOneGroupIsOneBean() {
		this.runner.withUserConfiguration(Named.class, NamedAgain.class)
			.run((context) -> assertThat(context).hasSingleBean(Echo.class));
	}

	@Test
	void mistakesFailTheStartWithoutAClient() {
		new ApplicationContextRunner().withUserConfiguration(Mistaken.class)
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.isInstanceOf(PigatoExchangeDefinitionException.class)
				.hasMessageContaining("does not say which service it asks"));
	}

	@Test
	void noClientIsMadeForInterfacesThatNobodyUses() {
		new ApplicationContextRunner().withUserConfiguration(Named.class)
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(Echo.class));
	}

	@Test
	void defaultMethodsOfAnInterfaceThatOnlyItsPackageSeesAreCalled() {
		new ApplicationContextRunner().withUserConfiguration(HiddenApplication.class)
			.run((context) -> assertThat(context.getBean(Supplier.class).get()).asString()
				.startsWith("the proxy of PIGATO client " + HiddenApplication.class.getName()));
	}

	@Test
	void placeholdersAreThoseOfTheApplication() {
		this.runner.withUserConfiguration(WithPlaceholder.class).withPropertyValues("which=echo").run((context) -> {
			context.getBean(Placeholder.class).echo("x");
			verify(this.shared).service("echo");
		});
	}

	interface Echo {

		@PigatoExchange("echo")
		String echo(String text);

	}

	interface Other {

		@PigatoExchange("other")
		String other();

	}

	interface Mistake {

		String echo(String text);

	}

	interface Placeholder {

		@PigatoExchange("${which}")
		String echo(String text);

	}

	@Configuration(proxyBeanMethods = false)
	@ImportPigatoClients(Echo.class)
	static class Named {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportPigatoClients({ Echo.class, Other.class })
	static class NamedAgain {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportPigatoClients(Mistake.class)
	static class Mistaken {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportPigatoClients(Placeholder.class)
	static class WithPlaceholder {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportPigatoClients(basePackageClasses = FoundByType.class)
	static class Found {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportPigatoClients(basePackages = "io.pigato.spring.exchange.found")
	static class FoundByName {

	}

	record Both(Echo plain, Echo stock) {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportPigatoClients(Echo.class)
	@ImportPigatoClients(group = "stock", types = { Echo.class, Other.class })
	static class Groups {

		private final List<String> calls = new ArrayList<>();

		private final List<PigatoClient.Builder> builders = new ArrayList<>();

		private final PigatoClient own = mock(PigatoClient.class, RETURNS_DEEP_STUBS);

		@Bean
		@Scope("prototype")
		PigatoClient.Builder builder() {
			PigatoClient.Builder builder = mock(PigatoClient.Builder.class, RETURNS_SELF);
			given(builder.build()).willReturn(this.own);
			this.builders.add(builder);
			return builder;
		}

		@Bean
		@Order(2)
		PigatoClientGroupConfigurer second() {
			return (groups) -> groups.filterByName("stock", "nowhere")
				.forEachClient((group, builder) -> this.calls.add("second " + group));
		}

		@Bean
		@Order(1)
		PigatoClientGroupConfigurer first() {
			return (groups) -> groups.filterByName("stock")
				.forEachClient((group, builder) -> this.calls.add("first " + group));
		}

		@Bean
		Both both(@Qualifier("default") Echo plain, @Qualifier("stock") Echo stock) {
			return new Both(plain, stock);
		}

	}

}
