package com.example.stocks;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** By its profile the {@code worker} or the {@code client}. */
@SpringBootApplication
public class StocksApplication {

	public static void main(String[] args) {
		ConfigurableApplicationContext context = SpringApplication.run(StocksApplication.class, args);
		if (context.getEnvironment().matchesProfiles("client")) {
			System.exit(SpringApplication.exit(context));
		}
	}

}
