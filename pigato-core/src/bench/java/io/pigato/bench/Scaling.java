package io.pigato.bench;

import java.time.Duration;
import java.util.List;

import io.pigato.client.PigatoClient;
import io.pigato.transport.Transport;

/** What a request costs where there are more of something. */
final class Scaling {

	private static final int WINDOW = 256;

	private static final int WINDOW_OF_EACH = 32;

	private static final int WAITING = 100_000;

	/** Before and after are of one broker: what it learns in between must not count. */
	private static final int ROUNDS_TO_WARM_UP = 2;

	private static final Transport TRANSPORT = Transport.ZMTP;

	private final Lab lab;

	private double base;

	Scaling(Lab lab) {
		this.lab = lab;
	}

	void clients() throws Exception {
		for (Transport transport : Transport.values()) {
			System.out.printf("%nEngine %s:%n%n", transport);
			clients(transport);
		}
	}

	private void clients(Transport transport) throws Exception {
		begin("clients");
		for (boolean ofEach : new boolean[] { false, true }) {
			for (int count : new int[] { 1, 16, 256 }) {
				int window = window(count, ofEach);
				print(count, window, this.lab.pigato(transport, List.of("echo"), (clients, processes) -> this.lab
					.measure(clients.askers(count, Lab.text(5)), window, processes)));
			}
		}
	}

	void services() throws Exception {
		begin("services");
		for (boolean ofEach : new boolean[] { false, true }) {
			for (int count : new int[] { 1, 10, 1000 }) {
				int window = window(count, ofEach);
				print(count, window, this.lab.pigato(TRANSPORT, List.of("services", String.valueOf(Math.max(2, count))),
						(clients, processes) -> this.lab.measure(clients.askers("echo-", count, Lab.text(5)), window,
								processes)));
			}
		}
	}

	void workers() throws Exception {
		begin("workers of one service");
		for (boolean ofEach : new boolean[] { false, true }) {
			for (int count : new int[] { 1, 10, 1000 }) {
				int window = window(count, ofEach);
				print(count, window, this.lab.pigato(TRANSPORT, List.of("workers", String.valueOf(count)),
						(clients, processes) -> this.lab.measure(clients.askers(1, Lab.text(5)), window, processes)));
			}
		}
	}

	/** In the same broker, before and after. */
	void waiting() throws Exception {
		begin("requests that wait for another service");
		this.lab.pigato(TRANSPORT, List.of("echo"), (clients, processes) -> {
			List<Load.Asker> askers = clients.askers(1, Lab.text(5));
			for (int round = 0; round < ROUNDS_TO_WARM_UP; round++) {
				this.lab.measure(askers, WINDOW, processes);
			}
			print(0, WINDOW, this.lab.measure(askers, WINDOW, processes));
			PigatoClient patient = clients.client();
			for (int i = 0; i < WAITING; i++) {
				patient.service("nobody").data(i).timeout(Duration.ofMinutes(10)).retrieve().future(String.class);
			}
			// In order with the requests: its answer comes after the broker has them all
			patient.directory("echo").join();
			Lab.Measured measured = this.lab.measure(askers, WINDOW, processes);
			print(WAITING, WINDOW, measured);
			return measured;
		});
	}

	/** Of all together, or as many more as there are more peers to share them. */
	private static int window(int count, boolean ofEach) {
		return ofEach ? WINDOW_OF_EACH * count : WINDOW;
	}

	private void begin(String what) {
		System.out.println("| " + what + " | under way | replies/s | p50 µs | p99 µs | broker: CPU µs a request | ratio of that |");
		System.out.println("|---|---|---|---|---|---|---|");
	}

	/** The first of each window is what the others of that window are compared with. */
	private void print(int count, int window, Lab.Measured measured) {
		Load.Result result = measured.result();
		this.base = (count <= 1) ? measured.cpuMicros() : this.base;
		System.out.printf("| %d | %d | %.0f | %.0f | %.0f | %.1f | %.2f |%n", count, window, result.perSecond(),
				result.p50(), result.p99(), measured.cpuMicros(), measured.cpuMicros() / this.base);
	}

}
