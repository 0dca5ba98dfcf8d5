package io.pigato.broker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.pigato.internal.Deadline;
import io.pigato.internal.Frame;
import org.jspecify.annotations.Nullable;

/** The clients by identity. */
final class ClientRegistry {

	private final Map<Frame, ClientRecord> clients = new HashMap<>();

	private final ClientAliases aliases;

	private final GraceOver graceOver;

	ClientRegistry(ClientAliases aliases, GraceOver graceOver) {
		this.aliases = aliases;
		this.graceOver = graceOver;
	}

	@Nullable ClientRecord find(Frame identity) {
		return this.clients.get(identity);
	}

	/** The sender of a message that makes nobody a client: if it is one, it is back. */
	@Nullable ClientRecord heard(Frame identity) {
		ClientRecord known = this.clients.get(identity);
		if (known != null) {
			known.grace().cancel();
		}
		return known;
	}

	/** The sender of a message that only clients send. */
	ClientRecord require(Frame identity) {
		ClientRecord known = heard(identity);
		if (known == null) {
			known = new ClientRecord(identity, this.aliases.of(identity), new Grace(identity));
			this.clients.put(identity, known);
		}
		return known;
	}

	void remove(ClientRecord client) {
		client.grace().cancel();
		this.clients.remove(client.identity(), client);
	}

	List<ClientRecord> all() {
		return new ArrayList<>(this.clients.values());
	}

	int size() {
		return this.clients.size();
	}

	/** Is told that a client was away for too long. */
	@FunctionalInterface
	interface GraceOver {

		void onGraceOver(ClientRecord client, long nowNanos);

	}

	private final class Grace extends Deadline {

		private final Frame identity;

		Grace(Frame identity) {
			this.identity = identity;
		}

		@Override
		protected void onDue(long nowNanos) {
			ClientRecord client = find(this.identity);
			if (client != null) {
				ClientRegistry.this.graceOver.onGraceOver(client, nowNanos);
			}
		}

	}

}
