package io.pigato.samples.broker;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A broker and nothing else. Its properties are on the command line. */
@SpringBootApplication
public class BrokerApplication {

	public static void main(String[] args) {
		SpringApplication application = new SpringApplication(BrokerApplication.class);
		application.addListeners(new HttpWhenAskedFor());
		application.run(args);
	}

}
