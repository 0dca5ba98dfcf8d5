package io.pigato.broker;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.pigato.internal.Deadline;
import io.pigato.internal.Deadlines;
import io.pigato.internal.Frame;
import io.pigato.internal.protocol.ReplyBody;
import io.pigato.internal.protocol.ReplyCode;
import io.pigato.internal.protocol.ReplyOptions;
import org.jspecify.annotations.Nullable;

/**
 * Final replies that workers allow to be used again, by the name asked for and the data.
 * Bounded in entries and bytes: what was not used for the longest time makes room.
 */
final class ReplyCache {

	private static final int OVERHEAD = 512;

	private final CacheLimits limits;

	private final Deadlines deadlines;

	private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

	private long bytes;

	ReplyCache(CacheLimits limits, Deadlines deadlines) {
		this.limits = limits;
		this.deadlines = deadlines;
	}

	boolean isOn() {
		return this.limits.isOn();
	}

	/** What a reply to such a request is stored under. */
	static Key key(Frame service, Frame data) {
		return new Key(service, Frame.of(sha256().digest(data.array())));
	}

	/**
	 * What is stored and has not expired, whether or not its deadline has had its turn.
	 */
	@Nullable ReplyBody find(Key key, long nowNanos) {
		Entry entry = this.entries.get(key);
		return (entry != null && entry.expiryNanos - nowNanos > 0) ? entry.body : null;
	}

	/**
	 * Stores a final reply, if its worker allows it; an older one gives way even to one
	 * that may not be stored.
	 */
	void store(BrokerRequest request, ReplyBody body, long nowNanos) {
		Key key = request.cacheKey;
		if (key == null || body.code() != ReplyCode.OK) {
			return;
		}
		Entry older = this.entries.get(key);
		if (older != null) {
			remove(older);
		}
		long millis = ReplyOptions.read(body.options()).cacheMillis();
		Entry entry = new Entry(key, body, nowNanos + TimeUnit.MILLISECONDS.toNanos(millis));
		if (millis <= 0 || entry.weight() > this.limits.maxBytes()) {
			return;
		}
		this.entries.put(key, entry);
		this.bytes += entry.weight();
		this.deadlines.schedule(entry, entry.expiryNanos);
		makeRoom();
	}

	/** Forgets all, deadlines included. */
	void clear() {
		this.entries.values().forEach(Deadline::cancel);
		this.entries.clear();
		this.bytes = 0;
	}

	int size() {
		return this.entries.size();
	}

	long bytes() {
		return this.bytes;
	}

	private void makeRoom() {
		while (this.entries.size() > this.limits.maxEntries() || this.bytes > this.limits.maxBytes()) {
			Iterator<Entry> eldest = this.entries.values().iterator();
			remove(eldest.next());
		}
	}

	private void remove(Entry entry) {
		entry.cancel();
		if (this.entries.remove(entry.key, entry)) {
			this.bytes -= entry.weight();
		}
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java has SHA-256", ex);
		}
	}

	/**
	 * What a reply is stored under. Comparable, so that the map stays fast when peers
	 * choose names and data of one hash.
	 *
	 * @param service the name asked for
	 * @param digest SHA-256 of the request's data
	 */
	record Key(Frame service, Frame digest) implements Comparable<Key> {

		@Override
		public int compareTo(Key that) {
			int byDigest = this.digest.compareTo(that.digest);
			return (byDigest != 0) ? byDigest : this.service.compareTo(that.service);
		}

	}

	/** A stored reply, and the deadline of its life. */
	private final class Entry extends Deadline {

		private final Key key;

		private final ReplyBody body;

		private final long expiryNanos;

		Entry(Key key, ReplyBody body, long expiryNanos) {
			this.key = key;
			this.body = body;
			this.expiryNanos = expiryNanos;
		}

		long weight() {
			return OVERHEAD + this.key.service().length() + (long) this.body.data().length()
					+ this.body.options().length();
		}

		@Override
		protected void onDue(long nowNanos) {
			remove(this);
		}

	}

}
