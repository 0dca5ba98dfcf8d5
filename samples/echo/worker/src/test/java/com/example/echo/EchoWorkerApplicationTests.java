package com.example.echo;

import io.pigato.client.PigatoClient;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(properties = { "pigato.broker.embedded=true", "pigato.broker.bind=" })
class EchoWorkerApplicationTests {

	@Autowired
	private PigatoClient pigato;

	@Test
	void repliesWithWhatItIsSent() {
		assertThat(this.pigato.request("echo", "hello", String.class)).isEqualTo("hello");
	}

}
