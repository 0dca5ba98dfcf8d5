package com.example.directory;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;

import io.pigato.PigatoException;
import io.pigato.client.BroadcastReply;
import io.pigato.client.PigatoClient;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Looks into the directory, and whenever workers have joined or left asks all of them and
 * then one.
 */
@Component
@Profile("client")
class Watch implements ApplicationRunner {

	private final PigatoClient pigato;

	private final Duration interval;

	private List<String> known;

	Watch(PigatoClient pigato, @Value("${interval:1s}") Duration interval) {
		this.pigato = pigato;
		this.interval = interval;
	}

	@Override
	public void run(ApplicationArguments arguments) throws InterruptedException {
		while (true) {
			try {
				look(this.pigato.directory("weather").join());
			}
			catch (CompletionException ex) {
				// Asked anew once there is one again
				this.known = null;
				System.out.println("no directory: " + ex.getCause().getMessage());
			}
			Thread.sleep(this.interval.toMillis());
		}
	}

	private void look(List<String> present) {
		if (!present.equals(this.known)) {
			this.known = present;
			System.out.println("stations: " + (present.isEmpty() ? "none" : String.join(", ", present)));
			askAll();
			present.stream().findFirst().ifPresent(this::askOne);
		}
	}

	private void askAll() {
		for (BroadcastReply<Report> reply : this.pigato.broadcast("weather", null, Report.class).join()) {
			String said = reply.isSuccess() ? reply.value().degrees() + " °C" : reply.error().getMessage();
			System.out.println("  of all, " + reply.workerId() + ": " + said);
		}
	}

	private void askOne(String workerId) {
		try {
			Report report = this.pigato.service("weather").worker(workerId).retrieve().body(Report.class);
			System.out.println("  only " + workerId + ": " + report.degrees() + " °C");
		}
		catch (PigatoException ex) {
			System.out.println("  only " + workerId + ": " + ex.getMessage());
		}
	}

}
