package io.pigato.samples.shutdown;

import java.time.Duration;

import io.pigato.client.PigatoClient;
import io.pigato.spring.annotation.PigatoService;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** A web application and services that take their time, to be ended meanwhile. */
@SpringBootApplication
public class ShutdownApplication {

	public static void main(String[] args) {
		SpringApplication.run(ShutdownApplication.class, args);
	}

	@RestController
	static class Web {

		private final PigatoClient pigato;

		Web(PigatoClient pigato) {
			this.pigato = pigato;
		}

		@GetMapping("/ask/{service}/{text}")
		String ask(@PathVariable String service, @PathVariable String text) {
			return String.valueOf(this.pigato.service(service)
				.data(text)
				.timeout(Duration.ofSeconds(60))
				.retrieve()
				.body(String.class));
		}

	}

	@Component
	@Profile("offering")
	static class Services {

		private final PigatoClient pigato;

		Services(PigatoClient pigato) {
			this.pigato = pigato;
		}

		/** Replies when the test lets it, by another service. */
		@PigatoService(value = "nested", concurrency = "50")
		String nested(String text) {
			return "process " + this.pigato.service("gate")
				.data(text)
				.timeout(Duration.ofSeconds(60))
				.retrieve()
				.body(String.class);
		}

		/** Never replies. */
		@PigatoService("hanging")
		String hanging(String text) throws InterruptedException {
			System.out.println("hanging");
			synchronized (this) {
				while (text != null) {
					wait();
				}
			}
			return text;
		}

	}

}
