package io.pigato.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;

import io.pigato.transport.Transport;

/** What idle workers cost a broker, and a pair that works beside them. */
final class Crowd {

	private static final int QUIET_SECONDS = 10;

	private static final int PER_PROCESS = 2500;

	private final Lab lab;

	Crowd(Lab lab) {
		this.lab = lab;
	}

	void print() throws Exception {
		System.out.println("| idle workers | broker: CPU % of a core | broker: heap MiB | pair: p50 µs | p99 µs "
				+ "| p99 ratio |");
		System.out.println("|---|---|---|---|---|---|");
		double base = 0;
		for (int idle : new int[] { 10, 1000, 5000 }) {
			try (Children children = new Children()) {
				String endpoint = children.java(Roles.class, "broker", Transport.ZMTP.name(), "tcp://127.0.0.1:0");
				this.lab.start(children, Transport.ZMTP, endpoint, List.of("echo"));
				for (int left = idle; left > 0; left -= PER_PROCESS) {
					this.lab.start(children, Transport.ZMTP, endpoint,
							List.of("idle", String.valueOf(Math.min(left, PER_PROCESS))));
				}
				base = print(idle, base, children, endpoint);
			}
		}
	}

	private double print(int idle, double base, Children processes, String endpoint) throws Exception {
		Child broker = processes.first();
		Usage before = broker.usage(true);
		TimeUnit.SECONDS.sleep(QUIET_SECONDS);
		Usage after = broker.usage(true);
		double cpu = (after.cpuNanos() - before.cpuNanos()) / 1e7 / QUIET_SECONDS;
		try (PigatoContender clients = new PigatoContender(Transport.ZMTP, endpoint)) {
			Load.Result pair = this.lab.measure(clients.caller(Lab.text(5)), processes).result();
			System.out.printf("| %d | %.1f | %.1f | %.0f | %.0f | %.2f |%n", idle, cpu, after.heapBytes() / 1048576.0,
					pair.p50(), pair.p99(), (base == 0) ? 1 : pair.p99() / base);
			return (base == 0) ? pair.p99() : base;
		}
	}

}
