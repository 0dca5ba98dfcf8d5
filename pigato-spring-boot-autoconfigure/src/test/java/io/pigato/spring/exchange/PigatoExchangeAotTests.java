package io.pigato.spring.exchange;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

import io.pigato.client.PigatoClient;
import io.pigato.spring.annotation.PigatoHeader;
import io.pigato.spring.exchange.found.HiddenApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.aot.hint.predicate.RuntimeHintsPredicates.proxies;
import static org.springframework.aot.hint.predicate.RuntimeHintsPredicates.reflection;

/** What is found out ahead of time is what native images need, and works on the JVM. */
class PigatoExchangeAotTests {

	@TempDir
	private Path directory;

	@Test
	void proxiesMethodsAndPayloadsAreHinted() {
		RuntimeHints hints = AheadOfTime.process(Application.class, this.directory).hints();
		assertThat(proxies().forInterfaces(Prices.class)).accepts(hints);
		assertThat(proxies().forInterfaces(Whole.class)).accepts(hints);
		assertThat(proxies().forInterfaces(Unused.class)).rejects(hints);
		assertThat(reflection().onMethodInvocation(Prices.class, "ask")).accepts(hints);
		assertThat(reflection().onMethodInvocation(Whole.class, "ask")).accepts(hints);
		assertThat(reflection().onMethodInvocation(Query.class, "symbol")).accepts(hints);
		assertThat(reflection().onMethodInvocation(Price.class, "amount")).accepts(hints);
		assertThat(reflection().onType(Tenant.class)).rejects(hints);
	}

	@Test
	void theGeneratedContextHasTheBeans() throws Exception {
		AheadOfTime.process(Application.class, this.directory).run(PigatoExchangeAotTests.class, "ask");
	}

	@Test
	void interfacesThatOnlyTheirPackageSeesWorkToo() throws Exception {
		AheadOfTime.process(HiddenApplication.class, this.directory).run(PigatoExchangeAotTests.class, "start");
	}

	/** Called in the class loader of what was generated. */
	public static void start(String initializer) throws Exception {
		try (GenericApplicationContext context = new GenericApplicationContext()) {
			initialize(context, initializer);
			context.refresh();
			assertThat(context.getBeanNamesForType(Supplier.class)).containsExactly("uses");
			assertThat(context.getBean(Supplier.class).get()).asString().startsWith("the proxy of ").contains("Hidden");
		}
	}

	@SuppressWarnings("unchecked")
	private static void initialize(GenericApplicationContext context, String initializer) throws Exception {
		((ApplicationContextInitializer<GenericApplicationContext>) Class
			.forName(initializer, true, Thread.currentThread().getContextClassLoader())
			.getConstructor()
			.newInstance()).initialize(context);
	}

	/** Called in the class loader of what was generated. */
	public static void ask(String initializer) throws Exception {
		try (GenericApplicationContext context = new GenericApplicationContext()) {
			initialize(context, initializer);
			context.refresh();
			context.getBean(User.class).prices().ask(new Query("X"), Tenant.ONE);
			context.getBean(Whole.class).ask("x");
			assertThat(context.getBean(Application.RECORDED, RecordedClient.class).calls).contains("service(prices)",
					"service(whole)", "header(tenant)");
		}
	}

	interface Unused {

		@PigatoExchange("unused")
		String ask();

	}

	record Query(String symbol) {

	}

	record Price(int amount) {

	}

	enum Tenant {

		ONE

	}

	interface Prices {

		@PigatoExchange("prices")
		List<Price> ask(Query query, @PigatoHeader Tenant tenant);

	}

	@PigatoExchange("whole")
	interface Whole {

		String ask(String text);

	}

	record User(Prices prices) {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportPigatoClients(Prices.class)
	@ImportPigatoClients(group = "stock", types = { Prices.class, Whole.class })
	static class Application {

		static final String RECORDED = "recorded";

		@Bean(RECORDED)
		RecordedClient recorded() {
			return RecordedClient.create();
		}

		@Bean
		PigatoClient client(RecordedClient recorded) {
			return recorded.client();
		}

		@Bean
		User user(@Qualifier("stock") Prices prices) {
			return new User(prices);
		}

	}

}
