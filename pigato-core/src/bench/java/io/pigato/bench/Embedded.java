package io.pigato.bench;

import java.util.List;
import java.util.concurrent.Executor;

import io.pigato.broker.PigatoBroker;
import io.pigato.transport.PigatoLoop;
import io.pigato.transport.Transport;
import io.pigato.worker.PigatoWorker;

/** All in one process, without TCP, beside three processes. */
final class Embedded {

	private static final String ENDPOINT = "inproc://bench";

	private final Lab lab;

	Embedded(Lab lab) {
		this.lab = lab;
	}

	void print() throws Exception {
		System.out.println("| window | where | replies/s | p50 µs | p99 µs | p50 ratio |");
		System.out.println("|---|---|---|---|---|---|");
		for (int window : new int[] { 1, 100 }) {
			Load.Result tcp = this.lab.pigato(Transport.ZMTP, 5, window).result();
			print(window, "three processes, TCP", tcp, tcp);
			print(window, "one process, a loop each", tcp, inProcess(window, List.of(), List.of()));
			try (PigatoLoop loop = PigatoLoop.start("shared")) {
				print(window, "one process, one loop", tcp, inProcess(window, List.of(loop), List.of()));
				print(window, "one process, one loop, a handler that never blocks", tcp,
						inProcess(window, List.of(loop), List.of(Runnable::run)));
			}
		}
	}

	private static void print(int window, String where, Load.Result base, Load.Result result) {
		System.out.printf("| %d | %s | %.0f | %.0f | %.0f | %.2f |%n", window, where, result.perSecond(), result.p50(),
				result.p99(), result.p50() / base.p50());
	}

	private Load.Result inProcess(int window, List<PigatoLoop> shared, List<Executor> executors) throws Exception {
		PigatoBroker.Builder broker = PigatoBroker.builder().bind(ENDPOINT);
		PigatoWorker.Builder worker = PigatoWorker.builder()
			.endpoint(ENDPOINT)
			.service("echo")
			.handler((request, reply) -> reply.end(request.data(String.class)));
		shared.forEach((loop) -> {
			broker.loop(loop);
			worker.loop(loop);
		});
		executors.forEach(worker::executor);
		try (PigatoBroker started = broker.build(); PigatoWorker echo = worker.build()) {
			started.start();
			echo.start();
			try (PigatoContender contender = shared.isEmpty() ? new PigatoContender(Transport.ZMTP, ENDPOINT)
					: new PigatoContender(Transport.ZMTP, ENDPOINT, shared.get(0))) {
				return this.lab.twice(Lab.trial(contender, 5, window), List.of());
			}
		}
	}

}
