package com.example.directory;

import io.pigato.spring.annotation.PigatoService;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** A worker that differs from the others of its service. */
@Component
@Profile("worker")
class Station {

	private final String name;

	private final int degrees;

	Station(@Value("${station}") String name, @Value("${degrees:20}") int degrees) {
		this.name = name;
		this.degrees = degrees;
	}

	@PigatoService("weather")
	Report weather() {
		return new Report(this.name, this.degrees);
	}

}
