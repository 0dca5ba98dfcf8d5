package com.example.echo;

import java.time.Duration;
import java.util.List;

import io.pigato.client.PigatoClient;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
public class EchoClientApplication {

	public static void main(String[] args) {
		SpringApplication.run(EchoClientApplication.class, args).close();
	}

	@Bean
	ApplicationRunner ask(PigatoClient pigato) {
		return (arguments) -> {
			List<String> words = arguments.getNonOptionArgs();
			for (String word : words.isEmpty() ? List.of("Hello, PIGATO") : words) {
				String reply = pigato.service("echo")
					.data(word)
					.timeout(Duration.ofSeconds(20))
					.retrieve()
					.body(String.class);
				System.out.println("echo: " + reply);
			}
		};
	}

}
