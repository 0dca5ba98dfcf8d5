package io.pigato.bench;

import java.util.List;

import io.pigato.transport.Transport;

/** Replies of a thousand partials, read as a {@link java.util.stream.Stream}. */
final class Streams {

	private static final int PARTIALS = 1000;

	private final Lab lab;

	Streams(Lab lab) {
		this.lab = lab;
	}

	void print() throws Exception {
		System.out.println("| engine | partials/s | p50 ms of 1,000 partials | p99 ms | broker: CPU µs a partial "
				+ "| broker: bytes a partial |");
		System.out.println("|---|---|---|---|---|---|");
		for (Transport transport : Transport.values()) {
			Lab.Measured measured = this.lab.pigato(transport, List.of("echo"),
					(clients, processes) -> this.lab.measure(clients.stream(PARTIALS), processes));
			Load.Result result = measured.result();
			System.out.printf("| %s | %.0f | %.1f | %.1f | %.1f | %.0f |%n", transport, result.perSecond() * PARTIALS,
					result.p50() / 1000, result.p99() / 1000, measured.cpuMicros() / PARTIALS,
					measured.bytes() / PARTIALS);
		}
	}

}
