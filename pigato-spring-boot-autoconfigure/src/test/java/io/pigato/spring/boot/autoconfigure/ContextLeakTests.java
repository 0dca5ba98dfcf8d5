package io.pigato.spring.boot.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.pigato.client.PigatoClient;
import io.pigato.spring.annotation.PigatoService;
import io.pigato.spring.lifecycle.PigatoBrokerLifecycle;
import io.pigato.transport.Transport;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** What a hundred starts and ends of an application leave behind. */
@EnabledOnOs(OS.LINUX)
class ContextLeakTests {

	private static final int WARM_UP = 5;

	@ParameterizedTest
	@EnumSource
	void aHundredContextsLeaveNothing(Transport transport) {
		for (int i = 0; i < WARM_UP; i++) {
			runOnce(transport);
		}
		await().untilAsserted(() -> assertThat(threads()).isEmpty());
		List<String> before = descriptors();
		for (int i = 0; i < 100; i++) {
			runOnce(transport);
		}
		await().untilAsserted(() -> assertThat(threads()).isEmpty());
		await().untilAsserted(() -> assertThat(descriptors()).hasSizeLessThanOrEqualTo(before.size()));
	}

	private static void runOnce(Transport transport) {
		int port;
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.properties("pigato.broker.embedded=true", "pigato.broker.bind=tcp://127.0.0.1:0",
					"pigato.transport=" + transport, "spring.main.banner-mode=off",
					"spring.main.log-startup-info=false", "logging.level.io.pigato=warn")
			.run()) {
			String endpoint = context.getBean(PigatoBrokerLifecycle.class).broker().endpoints().get(1);
			port = Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
			assertThat(context.getBean(PigatoClient.class).request("echo", "hi", String.class)).isEqualTo("hi");
		}
		await().untilAsserted(() -> assertThatExceptionOfType(IOException.class).isThrownBy(() -> connect(port)));
	}

	private static void connect(int port) throws IOException {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
		}
	}

	private static List<String> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.startsWith("pigato-") && !name.startsWith("pigato-handler-"))
			.toList();
	}

	/** Sockets, pipes and selectors, each of which is one. */
	private static List<String> descriptors() {
		try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
			return all.map(ContextLeakTests::target)
				.filter((target) -> target.startsWith("socket:") || target.startsWith("pipe:")
						|| target.startsWith("anon_inode:"))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String target(Path descriptor) {
		try {
			return Files.readSymbolicLink(descriptor).toString();
		}
		catch (IOException ex) {
			return "gone";
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@PigatoService("echo")
		String echo(String text) {
			return text;
		}

	}

}
