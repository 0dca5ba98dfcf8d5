package io.pigato.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.nats.client.Connection;
import io.nats.client.Nats;

/** NATS by its Java client, with as much JSON as PIGATO has. */
final class NatsContender implements Contender {

	private static final ObjectMapper JSON = new ObjectMapper();

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final List<Connection> connections = new ArrayList<>();

	private final String endpoint;

	NatsContender(String endpoint) {
		this.endpoint = endpoint;
	}

	@Override
	public List<Load.Asker> askers(int count, String text) throws Exception {
		List<Load.Asker> askers = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			Connection connection = connect();
			askers.add((reply) -> ask(connection, text, reply));
		}
		return askers;
	}

	private static void ask(Connection connection, String text, Load.Reply reply) {
		connection.requestWithTimeout("echo", json(text), TIMEOUT).whenComplete((message, failure) -> {
			if (failure != null) {
				reply.failed(failure);
			}
			else {
				text(message.getData());
				reply.done();
			}
		});
	}

	@Override
	public Load.Caller caller(String text) throws Exception {
		Connection connection = connect();
		return () -> text(connection.request("echo", json(text), TIMEOUT).getData());
	}

	private Connection connect() throws Exception {
		Connection connection = Nats.connect(this.endpoint);
		this.connections.add(connection);
		return connection;
	}

	static byte[] json(String text) {
		try {
			return JSON.writeValueAsBytes(text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static String text(byte[] json) {
		try {
			return Optional.ofNullable(JSON.readValue(json, String.class)).orElseThrow();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		for (Connection connection : this.connections) {
			try {
				connection.close();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

}
