package com.example.quants;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** By its profile a {@code worker} or the {@code client}. */
@SpringBootApplication
public class QuantsApplication {

	public static void main(String[] args) {
		SpringApplication.run(QuantsApplication.class, args);
	}

}
