package io.pigato.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.pigato.broker.PigatoBroker;
import io.pigato.transport.PigatoLoop;
import io.pigato.transport.Transport;
import io.pigato.worker.HandlerThreads;
import io.pigato.worker.PigatoWorker;

/** What runs in the other processes. Each ends when its standard input does. */
final class Roles {

	private Roles() {
	}

	/** {@code role}, its name, its transport and its arguments. */
	public static void main(String[] args) throws Exception {
		Transport transport = Transport.valueOf(args[2]);
		switch (args[1]) {
			case "broker" -> broker(transport, args[3]);
			case "echo" -> new Workers(transport, args[3]).start(1, (i) -> "echo");
			case "services" -> new Workers(transport, args[3]).start(Integer.parseInt(args[4]), (i) -> "echo-" + i);
			case "workers" -> new Workers(transport, args[3]).start(Integer.parseInt(args[4]), (i) -> "echo");
			case "idle" -> new Workers(transport, args[3]).start(Integer.parseInt(args[4]), (i) -> "idle-" + i);
			case "nats" -> nats(args[3]);
			default -> throw new IllegalArgumentException(args[1]);
		}
		Usage.tellWhenAsked();
	}

	private static void broker(Transport transport, String endpoint) {
		PigatoBroker broker = PigatoBroker.builder().transport(transport).bind(endpoint).build();
		broker.start();
		System.out.println(broker.endpoints().get(0));
	}

	private static void nats(String endpoint) throws Exception {
		Connection connection = Nats.connect(endpoint);
		connection
			.createDispatcher((message) -> connection.publish(message.getReplyTo(),
					NatsContender.json(NatsContender.text(message.getData()))))
			.subscribe("echo");
		connection.flush(Duration.ofSeconds(10));
		System.out.println("ready");
	}

	/**
	 * Workers that answer with what they are sent; the service {@code partials} answers
	 * with as many partials as it is told.
	 */
	private static final class Workers {

		private final PigatoLoop loop = PigatoLoop.start("workers");

		private final HandlerThreads threads = HandlerThreads.named("handler");

		private final List<PigatoWorker> started = new ArrayList<>();

		private final Transport transport;

		private final String endpoint;

		Workers(Transport transport, String endpoint) {
			this.transport = transport;
			this.endpoint = endpoint;
		}

		void start(int count, IntFunction<String> service) {
			for (int i = 0; i < count; i++) {
				PigatoWorker.Builder builder = builder(service.apply(i))
					.handler((request, reply) -> reply.end(request.data(String.class)));
				start((count > 1) ? builder.executor(this.threads) : builder);
			}
			if (count == 1) {
				start(builder("partials").handler((request, reply) -> {
					int last = request.data(Integer.class) - 1;
					for (int i = 0; i < last; i++) {
						reply.write(i);
					}
					reply.end(last);
				}));
			}
			while (!this.started.stream().allMatch(PigatoWorker::isRegistered)) {
				Thread.onSpinWait();
			}
			System.out.println("ready");
		}

		private PigatoWorker.Builder builder(String service) {
			return PigatoWorker.builder()
				.transport(this.transport)
				.endpoint(this.endpoint)
				.loop(this.loop)
				.service(service);
		}

		private void start(PigatoWorker.Builder builder) {
			PigatoWorker worker = builder.build();
			worker.start();
			this.started.add(worker);
		}

	}

}
