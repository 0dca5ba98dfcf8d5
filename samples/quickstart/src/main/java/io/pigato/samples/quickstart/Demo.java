package io.pigato.samples.quickstart;

import java.util.stream.Stream;

import io.pigato.client.PigatoClient;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Asks the services, unless the application is only a server. */
@Profile("!server")
// tag::client[]
@Component
class Demo implements ApplicationRunner {

	private final PigatoClient client;

	Demo(PigatoClient client) {
		this.client = client;
	}

	@Override
	public void run(ApplicationArguments args) {
		System.out.println("echo: " + this.client.request("echo", "Hello, PIGATO", String.class));
		try (Stream<Integer> numbers = this.client.service("countdown").data(3).retrieve().stream(Integer.class)) {
			numbers.forEach((number) -> System.out.println("countdown: " + number));
		}
	}

}
// end::client[]
