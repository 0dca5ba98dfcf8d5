package io.pigato.broker;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.pigato.internal.Deadlines;
import io.pigato.internal.Frame;
import org.jspecify.annotations.Nullable;

/**
 * The clients by identity. Libraries reconnect by themselves under the same identity: a
 * client that is back in time never was away.
 */
final class ClientRegistry {

	private final Map<Frame, ClientRecord> clients = new HashMap<>();

	private final ClientNames names = new ClientNames();

	private final DueActions actions;

	private final Deadlines deadlines;

	private final long graceNanos;

	ClientRegistry(DueActions actions, Deadlines deadlines, long graceNanos) {
		this.actions = actions;
		this.deadlines = deadlines;
		this.graceNanos = graceNanos;
	}

	ClientNames names() {
		return this.names;
	}

	/** The client of a message. */
	ClientRecord heard(Frame id) {
		ClientRecord known = heardIfKnown(id);
		if (known != null) {
			return known;
		}
		ClientRecord client = new ClientRecord(this.actions, id, this.names.nameOf(id));
		this.clients.put(id, client);
		return client;
	}

	/** The client of a message that makes nobody a client. */
	@Nullable ClientRecord heardIfKnown(Frame id) {
		ClientRecord known = this.clients.get(id);
		if (known != null) {
			known.cancel();
		}
		return known;
	}

	void connectionEnded(Frame id, long nowNanos) {
		ClientRecord client = this.clients.get(id);
		if (client != null) {
			this.deadlines.schedule(client, nowNanos + this.graceNanos);
		}
	}

	void remove(ClientRecord client) {
		client.cancel();
		this.clients.remove(client.id());
	}

	int size() {
		return this.clients.size();
	}

	Collection<ClientRecord> all() {
		return List.copyOf(this.clients.values());
	}

}
