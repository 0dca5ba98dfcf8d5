package io.pigato.broker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import io.pigato.internal.Deadline;
import io.pigato.internal.Frame;
import org.jspecify.annotations.Nullable;

/**
 * The clients by identity. A client whose identity is not plain text has an alias that
 * is, since some workers make text of it and back.
 */
final class ClientRegistry {

	private final Map<Frame, ClientRecord> clients = new HashMap<>();

	private final String aliasPrefix;

	private final GraceOver graceOver;

	private long aliases;

	ClientRegistry(long aliasSeed, GraceOver graceOver) {
		this.aliasPrefix = "alias-" + HexFormat.of().toHexDigits(aliasSeed) + "-";
		this.graceOver = graceOver;
	}

	@Nullable ClientRecord find(Frame identity) {
		return this.clients.get(identity);
	}

	ClientRecord require(Frame identity) {
		ClientRecord known = this.clients.get(identity);
		if (known == null) {
			Frame alias = isText(identity) ? identity : Frame.of(this.aliasPrefix + this.aliases++);
			known = new ClientRecord(identity, alias, new Grace(identity));
			this.clients.put(identity, known);
		}
		known.grace().cancel();
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

	private static boolean isText(Frame identity) {
		for (int i = 0; i < identity.length(); i++) {
			if (identity.at(i) <= 0x20 || identity.at(i) >= 0x7f) {
				return false;
			}
		}
		return true;
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
