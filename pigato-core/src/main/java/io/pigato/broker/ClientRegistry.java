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

	private final WatchDue watchDue;

	ClientRegistry(ClientAliases aliases, WatchDue watchDue) {
		this.aliases = aliases;
		this.watchDue = watchDue;
	}

	@Nullable ClientRecord find(Frame identity) {
		return this.clients.get(identity);
	}

	/** A client that was not known. */
	ClientRecord add(Frame identity) {
		ClientRecord client = new ClientRecord(identity, this.aliases.of(identity), new Watch(identity));
		this.clients.put(identity, client);
		return client;
	}

	void remove(ClientRecord client) {
		client.watch().cancel();
		this.clients.remove(client.identity(), client);
	}

	List<ClientRecord> all() {
		return new ArrayList<>(this.clients.values());
	}

	int size() {
		return this.clients.size();
	}

	/** Is told that it is time to look at a client. */
	@FunctionalInterface
	interface WatchDue {

		void onWatchDue(ClientRecord client, long nowNanos);

	}

	private final class Watch extends Deadline {

		private final Frame identity;

		Watch(Frame identity) {
			this.identity = identity;
		}

		@Override
		protected void onDue(long nowNanos) {
			ClientRecord client = find(this.identity);
			if (client != null) {
				ClientRegistry.this.watchDue.onWatchDue(client, nowNanos);
			}
		}

	}

}
