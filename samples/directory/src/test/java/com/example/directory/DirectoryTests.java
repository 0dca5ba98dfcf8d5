package com.example.directory;

import io.pigato.broker.PigatoBroker;
import io.pigato.samples.support.RunningProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** The client in a process of its own, as is one of the workers. */
@Timeout(120)
class DirectoryTests {

	private final PigatoBroker broker = PigatoBroker.builder().bind("tcp://127.0.0.1:0").build();

	@BeforeEach
	void start() {
		this.broker.start();
	}

	@AfterEach
	void stop() {
		this.broker.close();
	}

	@Test
	void asksWhoeverIsThereWhileWorkersJoinAndLeave() {
		try (RunningProcess client = process("--spring.profiles.active=client", "--interval=50ms")) {
			client.await("^stations: none$");
			try (ConfigurableApplicationContext lisbon = lisbon()) {
				String id = client.await("^stations: (lisbon-[^,]+)$").group(1);
				client.await("^  of all, " + id + ": 24 .C$");
				client.await("^  only " + id + ": 24 .C$");
				try (RunningProcess oslo = process("--spring.profiles.active=worker", "--station=oslo",
						"--degrees=7")) {
					client.await("^stations: lisbon-[^,]+, oslo-[^,]+$");
					client.await("^  of all, oslo-[^,]+: 7 .C$");
					client.await("^  only " + id + ": 24 .C$", 2);
					// Leaves without a word
					oslo.close();
					client.await("^stations: lisbon-[^,]+$", 2);
				}
				assertThat(lisbon.isActive()).isTrue();
			}
			client.await("^stations: none$", 2);
		}
	}

	private ConfigurableApplicationContext lisbon() {
		return new SpringApplicationBuilder(DirectoryApplication.class).run("--spring.profiles.active=worker",
				"--station=lisbon", "--degrees=24", "--pigato.endpoint=" + this.broker.endpoints().get(0));
	}

	private RunningProcess process(String... arguments) {
		String[] all = new String[arguments.length + 1];
		all[0] = "--pigato.endpoint=" + this.broker.endpoints().get(0);
		System.arraycopy(arguments, 0, all, 1, arguments.length);
		return RunningProcess.java(DirectoryApplication.class, all);
	}

}
