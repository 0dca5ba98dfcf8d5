package io.pigato.spring.boot.autoconfigure;

import java.util.List;
import java.util.Map;

import io.pigato.broker.PigatoBroker;
import io.pigato.client.PigatoClient;
import io.pigato.spring.annotation.PigatoHeader;
import io.pigato.spring.annotation.PigatoService;
import io.pigato.worker.Reply;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import kotlin.Metadata;
import kotlin.coroutines.Continuation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/** What is printed when the application does not start, to the letter. */
@ExtendWith(OutputCaptureExtension.class)
class FailureAnalysisTests {

	@ParameterizedTest
	@ValueSource(strings = { "pigato.broker.bind", "pigato.broker.internal-channel" })
	void anEndpointInUseIsExplained(String property, CapturedOutput output) {
		try (PigatoBroker other = PigatoBroker.builder().bind("tcp://127.0.0.1:0").build()) {
			other.start();
			String endpoint = other.endpoints().get(0);
			assertExplained(output, Application.class,
					"The embedded PIGATO broker did not start. Cannot bind " + endpoint + ": the address is in use, by "
							+ "another process or by another socket of this one.",
					"Stop what listens there, which may be another start of this application, or let the broker "
							+ "listen elsewhere: pigato.broker.bind takes a list of endpoints, with port 0 for any free "
							+ "port; left empty, only this application itself reaches the broker. "
							+ "pigato.broker.internal-channel takes one endpoint; left out, there is no such channel.",
					"--pigato.broker.embedded=true", "--pigato.broker.bind=tcp://127.0.0.1:0",
					"--" + property + "=" + endpoint);
		}
	}

	@Test
	void aMalformedEndpointIsExplained(CapturedOutput output) {
		assertExplained(output, Application.class,
				"The property pigato.endpoint holds 'localhost:55555', which is not an endpoint.",
				"Write tcp://host:port, for example tcp://127.0.0.1:55555. To listen, the host may be *, and the port "
						+ "0 for any free one.",
				"--pigato.endpoint=localhost:55555");
	}

	@Test
	void aMalformedEndpointOfTheBrokerIsExplained(CapturedOutput output) {
		assertExplained(output, Application.class,
				"The property pigato.broker.bind holds 'ipc://x', which is not an endpoint.",
				"Write tcp://host:port, for example tcp://127.0.0.1:55555. To listen, the host may be *, and the port "
						+ "0 for any free one.",
				"--pigato.broker.embedded=true", "--pigato.broker.bind=tcp://127.0.0.1:0,ipc://x");
	}

	@Test
	void aMalformedInternalChannelIsExplained(CapturedOutput output) {
		assertExplained(output, Application.class,
				"The property pigato.broker.internal-channel holds '55550', which is not an endpoint.",
				"Write tcp://host:port, for example tcp://127.0.0.1:55555. To listen, the host may be *, and the port "
						+ "0 for any free one.",
				"--pigato.broker.embedded=true", "--pigato.broker.bind=", "--pigato.broker.internal-channel=55550");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', maxCharsPerColumn = 1000,
			textBlock = """
					pigato.broker.limits.max-frames | 0 |  | A limit is at least 1, not 0
					pigato.broker.limits.max-name-size | 70000B |  | A service name has at most 65535 bytes, not 70000
					pigato.broker.limits.max-connections | 0 |  | maxConnections is at least 1, not 0
					pigato.broker.limits.max-handshake-size | 1B |  | maxHandshakeBytes is 512 to 65536, not 1
					pigato.broker.limits.handshake-timeout | 0ms |  | handshakeTime is more than 0 and at most a day, not PT0S
					pigato.broker.tcp.send-buffer-size | 2147483648B |  | A buffer has 0 to 1073741824 bytes, not 2147483647 for sending and 0 for receiving
					pigato.broker.heartbeat-interval | 1ms |  (with heartbeat-liveness 3) | A heartbeat needs an interval of at least 10 ms and a liveness of at least 1, with interval × (liveness + 1) at most 24 days, not PT0.001S and 3
					pigato.broker.shutdown-grace | -1000ms |  | A grace period lasts from 0 to 24 days, not PT-1S
					pigato.broker.cache.max-entries | -1 |  | The bounds of a reply cache are not negative: -1 entries, 0 bytes
					pigato.broker.cache.max-size | -1B |  | The bounds of a reply cache are not negative: 0 entries, -1 bytes
					pigato.observations.max-services | -1 |  | There are 0 or more names of services, not -1
					pigato.client.request-timeout | -1000ms |  | A time-out lies between 1 ms and 24 days, not PT-1S; for none use withoutTimeout()
					pigato.client.heartbeat-interval | 1ms |  (with heartbeat-liveness 3) | A heartbeat needs an interval of at least 10 ms and a liveness of at least 1, with interval × (liveness + 1) at most 24 days, not PT0.001S and 3
					pigato.client.reconnect-delay | 0ms |  (with reconnect-max-delay 10000ms) | A reconnect delay is at least 1 ms, and its maximum not below it and at most 24 days: PT0S to PT10S
					pigato.client.max-pending | 0B |  | A client must be able to hold 1024 bytes at least, not 0
					pigato.client.identity-prefix | ä |  | An identity prefix has 1 to 64 visible ASCII characters, not 'ä'
					pigato.worker.heartbeat-interval | 1ms |  (with heartbeat-liveness 3) | A heartbeat needs an interval of at least 10 ms and a liveness of at least 1, with interval × (liveness + 1) at most 24 days, not PT0.001S and 3
					pigato.worker.reconnect-delay | 0ms |  (with reconnect-max-delay 10000ms) | A reconnect delay is at least 1 ms, and its maximum not below it and at most 24 days: PT0S to PT10S
					pigato.worker.shutdown-grace | -1000ms |  | A grace period lasts from 0 to 24 days, not PT-1S
					pigato.worker.identity-prefix | ä |  | An identity prefix has 1 to 64 visible ASCII characters, not 'ä'
					""")
	void aValueThatTheCoreRefusesIsExplained(String property, String value, @Nullable String with, String reason,
			CapturedOutput output) {
		assertExplained(output, OneServiceAndClient.class,
				"The property " + property + ((with != null) ? " " + with : "") + " holds '" + value
						+ "', which is refused: " + reason + ".",
				"Write a value within these bounds, or leave the property out, which has the default apply.",
				"--pigato.broker.embedded=true", "--pigato.broker.bind=", "--" + property + "=" + value);
	}

	@Test
	void aServiceOfferedTwiceIsExplained(CapturedOutput output) {
		assertExplained(output, TwiceTheSame.class,
				"Two handlers offer the service 'echo': " + TwiceTheSame.class.getName() + ".one(String) of bean "
						+ "'failureAnalysisTests.TwiceTheSame' and " + TwiceTheSame.class.getName()
						+ ".two(String) of bean 'failureAnalysisTests.TwiceTheSame'.",
				"An application offers a name once. Give one of them another name, or a version of its own such as "
						+ "'echo@2.0.0'. To handle more requests at once, raise the concurrency.");
	}

	@Test
	void aMethodThatCannotOfferAServiceIsExplained(CapturedOutput output) {
		assertExplained(output, Unusable.class,
				"Method " + Unusable.class.getName() + ".greet(Reply) of bean 'failureAnalysisTests.Unusable' cannot "
						+ "offer a service: it takes a Reply and returns String besides.",
				"Either return the reply and take no Reply, or return void and end the Reply.");
	}

	@Test
	void aMethodWithTwoPayloadsIsExplained(CapturedOutput output) {
		assertExplained(output, TwoPayloads.class,
				"Method " + TwoPayloads.class.getName()
						+ ".greet(String, int) of bean 'failureAnalysisTests.TwoPayloads'"
						+ " cannot offer a service: it takes more than one payload.",
				"Let one parameter take the payload: where it has several parts, a record of them. Besides it there "
						+ "may be a Reply, a ServiceRequest, headers marked @PigatoHeader, and what a "
						+ "PigatoArgumentResolver bean supplies.");
	}

	@Test
	void aSuspendingFunctionIsExplained(CapturedOutput output) {
		assertExplained(output, Suspending.class,
				"Method " + Suspending.class.getName() + ".report(Continuation) of bean "
						+ "'failureAnalysisTests.Suspending' cannot offer a service: it is a suspending function of "
						+ "Kotlin.",
				"Return a CompletableFuture, as by future { } of kotlinx-coroutines-jdk8, or a Mono, as by mono { } of "
						+ "kotlinx-coroutines-reactor.");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void anUnknownExecutorIsExplained(boolean autoStartup, CapturedOutput output) {
		assertExplained(output, UnknownExecutor.class,
				"Service 'report' names the executor 'reportThreads', but there is no bean of that name.",
				"Declare a bean 'reportThreads' of type java.util.concurrent.Executor, or name one that is there: "
						+ "applicationTaskExecutor.",
				"--pigato.worker.auto-startup=" + autoStartup);
	}

	@Test
	void anExecutorThatIsNoneIsExplained(CapturedOutput output) {
		assertExplained(output, UnknownExecutor.class,
				"Service 'report' names the executor 'environment', but the bean of that name is of another type.",
				"Declare a bean 'environment' of type java.util.concurrent.Executor, or name one that is there: "
						+ "applicationTaskExecutor.",
				"--threads=environment");
	}

	@Test
	void anUnknownBrokerIsExplained(CapturedOutput output) {
		assertExplained(output, UnknownBroker.class,
				"Service 'report' names the broker 'elsewhere', but there is no bean of that name.",
				"Declare a bean 'elsewhere' of type " + PigatoConnectionDetails.class.getName()
						+ ", or name one that is there: pigatoConnectionDetails.");
	}

	@Test
	void aConcurrencyThatIsNoCountIsExplained(CapturedOutput output) {
		assertExplained(output, NoCount.class,
				"Method " + NoCount.class.getName() + ".report() of bean 'failureAnalysisTests.NoCount' cannot offer a "
						+ "service: its concurrency is 'many'.",
				"Write a whole number from 1 on, as in concurrency = \"4\", or leave it out.",
				"--concurrency.of.report=many");
	}

	@Test
	void aConfiguredConcurrencyThatIsNoCountIsExplained(CapturedOutput output) {
		String remedy = "Set it to 1 or more: so many requests a service handles at once. A service that is not to be "
				+ "offered for now has auto-startup=false in its place.";
		assertExplained(output, NoCount.class, "The property pigato.worker.services.report.concurrency is 0.", remedy,
				"--pigato.worker.services.report.concurrency=0");
		assertExplained(output, OneService.class, "The property pigato.worker.concurrency is -1.", remedy,
				"--pigato.worker.concurrency=-1");
	}

	@Test
	void aPlaceholderThatNothingResolvesIsExplained(CapturedOutput output) {
		assertExplained(output, Unresolved.class,
				"Method " + Unresolved.class.getName() + ".report() of bean 'failureAnalysisTests.Unresolved' cannot "
						+ "offer a service: '${no.such.property}' names a property that is not set.",
				"Set the property, or give the placeholder a default: ${name:default}.");
	}

	@ParameterizedTest
	@ValueSource(classes = { Validated.class, ValidatedElements.class, ValidatedByItsInterface.class })
	void aPayloadThatNothingCouldValidateIsExplained(Class<?> application, CapturedOutput output) {
		assertExplained(output, application,
				"Method " + application.getName() + ".report(List) of bean 'failureAnalysisTests."
						+ application.getSimpleName()
						+ "' cannot offer a service: it wants an argument to be @Valid, but there is no Validator.",
				"Add org.springframework.boot:spring-boot-starter-validation, or a jakarta.validation.Validator bean.",
				"--spring.autoconfigure.exclude=" + ValidationAutoConfiguration.class.getName());
	}

	@ParameterizedTest
	@ValueSource(classes = { Constrained.class, ConstrainedTwice.class, ConstrainedElements.class,
			ConstrainedByItsInterface.class })
	void aConstraintThatNothingCouldCheckIsExplained(Class<?> application, CapturedOutput output) {
		assertExplained(output, application,
				"Method " + application.getName() + ".report(List) of bean 'failureAnalysisTests."
						+ application.getSimpleName()
						+ "' cannot offer a service: it wants an argument to be @Size, but there is no Validator.",
				"Add org.springframework.boot:spring-boot-starter-validation, or a jakarta.validation.Validator bean.",
				"--spring.autoconfigure.exclude=" + ValidationAutoConfiguration.class.getName());
	}

	@Test
	void aHeaderThatNoTextCanBecomeIsExplained(CapturedOutput output) {
		assertExplained(output, StrangeHeader.class,
				"Method " + StrangeHeader.class.getName() + ".report(Runnable) of bean "
						+ "'failureAnalysisTests.StrangeHeader' cannot offer a service: it takes a header as Runnable, "
						+ "which no text can be converted to.",
				"Take a String, a simple type, an Optional of one, or a Map<String, String> of all headers.");
	}

	@Test
	void aMapOfHeadersWithANameIsExplained(CapturedOutput output) {
		assertExplained(output, NamedHeaders.class,
				"Method " + NamedHeaders.class.getName() + ".report(Map) of bean 'failureAnalysisTests.NamedHeaders' "
						+ "cannot offer a service: it takes a Map as the header 'tenant'.",
				"Write @PigatoHeader without a name before a Map<String, String> of all headers.");
	}

	private static void assertExplained(CapturedOutput output, Class<?> application, String description, String action,
			String... arguments) {
		SpringApplication spring = new SpringApplication(application);
		spring.setWebApplicationType(WebApplicationType.NONE);
		assertThatException().isThrownBy(() -> spring.run(arguments));
		assertThat(output.getOut()).contains(String.join(System.lineSeparator(), "APPLICATION FAILED TO START",
				"***************************", "", "Description:", "", description, "", "Action:", "", action, ""));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class TwiceTheSame {

		@PigatoService("echo")
		String one(String text) {
			return text;
		}

		@PigatoService("echo")
		String two(String text) {
			return text;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Unusable {

		@PigatoService("greet")
		String greet(Reply reply) {
			return "hi";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class TwoPayloads {

		@PigatoService("greet")
		void greet(String name, int age) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class UnknownExecutor {

		@PigatoService(name = "report", executor = "${threads:reportThreads}")
		void report() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class UnknownBroker {

		@PigatoService(name = "report", broker = "elsewhere")
		void report() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class NoCount {

		@PigatoService(name = "report", id = "report", concurrency = "${concurrency.of.report:4}")
		void report() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class OneService {

		@PigatoService("one")
		void one() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class OneServiceAndClient {

		@PigatoService("one")
		void one() {
		}

		@Bean
		Object caller(PigatoClient client) {
			return client.toString();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Unresolved {

		@PigatoService("${no.such.property}")
		void report() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Validated {

		@PigatoService("report")
		void report(@Valid List<String> query) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class ValidatedElements {

		@PigatoService("report")
		void report(List<Map<String, @Valid Object>> query) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Constrained {

		@PigatoService("report")
		void report(@Size(min = 1) List<String> query) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class ConstrainedTwice {

		@PigatoService("report")
		void report(@Size(min = 1) @Size(max = 2) List<String> query) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class ConstrainedElements {

		@PigatoService("report")
		void report(List<List<@Size(min = 1) String>> query) {
		}

	}

	interface ConstrainedReporting {

		void report(@Size(min = 1) List<String> query);

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class ConstrainedByItsInterface implements ConstrainedReporting {

		@Override
		@PigatoService("report")
		public void report(List<String> query) {
		}

	}

	interface Reporting {

		void report(List<@Valid Object> query);

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class ValidatedByItsInterface implements Reporting {

		@Override
		@PigatoService("report")
		public void report(List<Object> query) {
		}

	}

	/** As Kotlin compiles it. */
	@Metadata
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Suspending {

		@PigatoService("report")
		Object report(Continuation<? super String> continuation) {
			return "done";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class StrangeHeader {

		@PigatoService("report")
		void report(@PigatoHeader Runnable action) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class NamedHeaders {

		@PigatoService("report")
		void report(@PigatoHeader("tenant") Map<String, String> headers) {
		}

	}

}
