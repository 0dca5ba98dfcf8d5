package io.pigato.samples.web;

import io.pigato.spring.exchange.ImportPigatoClients;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * A web application that asks services; or, with the profile {@code services}, broker and
 * services without a web server.
 */
// tag::application[]
@SpringBootApplication
@ImportPigatoClients(Prices.class)
public class WebApplication {

	public static void main(String[] args) {
		SpringApplication.run(WebApplication.class, args);
	}

}
// end::application[]
