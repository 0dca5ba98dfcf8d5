package io.pigato.spring.boot.autoconfigure;

import io.pigato.broker.PigatoBroker;
import io.pigato.spring.annotation.PigatoService;
import io.pigato.worker.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/** What is printed when the application does not start, to the letter. */
@ExtendWith(OutputCaptureExtension.class)
class FailureAnalysisTests {

	@Test
	void anEndpointInUseIsExplained(CapturedOutput output) {
		try (PigatoBroker other = PigatoBroker.builder().bind("tcp://127.0.0.1:0").build()) {
			other.start();
			String endpoint = other.endpoints().get(0);
			assertExplained(output, Application.class,
					"The embedded PIGATO broker did not start. Cannot bind " + endpoint + ": the address is in use, by "
							+ "another process or by another socket of this one.",
					"Stop what listens there, which may be another start of this application, or let the broker "
							+ "listen elsewhere: pigato.broker.bind takes a list of endpoints, with port 0 for any free "
							+ "port; left empty, only this application itself reaches the broker.",
					"--pigato.broker.embedded=true", "--pigato.broker.bind=" + endpoint);
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

}
