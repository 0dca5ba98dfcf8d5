package io.pigato.samples.quickstart;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Broker, services and client in one process; or, with the profiles {@code server} and
 * {@code client}, in two.
 */
@SpringBootApplication
public class QuickstartApplication {

	public static void main(String[] args) {
		ConfigurableApplicationContext context = SpringApplication.run(QuickstartApplication.class, args);
		if (!context.getEnvironment().matchesProfiles("server")) {
			context.close();
		}
	}

}
