package com.example.echo;

import io.pigato.spring.annotation.PigatoService;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class EchoWorkerApplication {

	public static void main(String[] args) {
		SpringApplication.run(EchoWorkerApplication.class, args);
	}

	@PigatoService("echo")
	Object echo(Object data) {
		return data;
	}

}
