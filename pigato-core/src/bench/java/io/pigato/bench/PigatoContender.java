package io.pigato.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.pigato.PigatoException;
import io.pigato.client.PigatoClient;
import io.pigato.client.ReplyCallback;
import io.pigato.transport.PigatoLoop;
import io.pigato.transport.Transport;
import org.jspecify.annotations.Nullable;

/** PIGATO by its public API, with its defaults. */
final class PigatoContender implements Contender {

	private final List<PigatoClient> clients = new ArrayList<>();

	private final PigatoLoop loop;

	private final boolean ownLoop;

	private final Transport transport;

	private final String endpoint;

	PigatoContender(Transport transport, String endpoint) {
		this(transport, endpoint, PigatoLoop.start("bench"), true);
	}

	/** On a loop that it shares. */
	PigatoContender(Transport transport, String endpoint, PigatoLoop loop) {
		this(transport, endpoint, loop, false);
	}

	private PigatoContender(Transport transport, String endpoint, PigatoLoop loop, boolean ownLoop) {
		this.ownLoop = ownLoop;
		this.loop = loop;
		this.transport = transport;
		this.endpoint = endpoint;
	}

	@Override
	public List<Load.Asker> askers(int count, String text) {
		return IntStream.range(0, count).mapToObj((i) -> asker(client(), "echo", text)).toList();
	}

	/** One client that asks services of which each has a number, in turn. */
	List<Load.Asker> askers(String service, int services, String text) {
		PigatoClient client = client();
		return IntStream.range(0, services).mapToObj((i) -> asker(client, service + i, text)).toList();
	}

	private static Load.Asker asker(PigatoClient client, String service, String text) {
		return (reply) -> client.service(service).data(text).retrieve().callback(String.class, new Callback(reply));
	}

	@Override
	public Load.Caller caller(String text) {
		PigatoClient client = client();
		return () -> client.request("echo", text, String.class);
	}

	/** Reads a stream of so many partials. */
	Load.Caller stream(int partials) {
		PigatoClient client = client();
		return () -> {
			try (Stream<Integer> stream = client.service("partials").data(partials).retrieve().stream(Integer.class)) {
				if (stream.count() != partials) {
					throw new IllegalStateException("Partials are missing");
				}
			}
		};
	}

	PigatoClient client() {
		PigatoClient client = PigatoClient.builder()
			.endpoint(this.endpoint)
			.transport(this.transport)
			.loop(this.loop)
			.build();
		client.start();
		this.clients.add(client);
		return client;
	}

	@Override
	public void close() {
		this.clients.forEach(PigatoClient::close);
		if (this.ownLoop) {
			this.loop.close();
		}
	}

	/**
	 * Passes a reply on.
	 *
	 * @param reply to what
	 */
	private record Callback(Load.Reply reply) implements ReplyCallback<String> {

		@Override
		public void onFinal(@Nullable String value) {
			this.reply.done();
		}

		@Override
		public void onError(PigatoException error) {
			this.reply.failed(error);
		}

	}

}
