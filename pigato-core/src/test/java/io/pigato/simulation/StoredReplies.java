package io.pigato.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.pigato.internal.Frame;
import io.pigato.internal.protocol.JsonFrames;
import io.pigato.internal.protocol.ReplyBody;
import io.pigato.internal.protocol.ReplyOptions;

/**
 * What a broker may answer from its cache: every reply that a worker allowed to be used
 * again, until a newer one takes its place, without any bound. Where it cannot be told
 * whether the broker took a reply, both are allowed.
 */
final class StoredReplies {

	private final boolean on;

	private final Map<Key, List<Stored>> replies = new HashMap<>();

	StoredReplies(boolean on) {
		this.on = on;
	}

	/**
	 * A worker's final reply to what it holds, before the broker is given it; whether it
	 * may be used again.
	 */
	boolean replied(Asked asked, ReplyBody body, boolean surely, long now) {
		if (!this.on || asked.isTargeted() || asked.streamed) {
			return false;
		}
		List<Stored> same = this.replies.computeIfAbsent(key(asked), (key) -> new ArrayList<>());
		if (surely) {
			same.clear();
		}
		else {
			same.replaceAll(Stored::inDoubt);
		}
		long millis = ReplyOptions.read(body.options()).cacheMillis();
		if (millis > 0) {
			ReplyBody shown = new ReplyBody(body.code(), JsonFrames.orNull(body.data()),
					JsonFrames.orEmptyObject(body.options()));
			same.add(new Stored(shown, now + millis * SimulatedTime.MILLI, surely));
		}
		return millis > 0;
	}

	/** What the broker has for a request that comes now. */
	Expectation expectation(Asked asked, long now) {
		List<Stored> same = this.replies.get(key(asked));
		if (asked.isTargeted() || same == null || same.isEmpty()) {
			return Expectation.NONE;
		}
		if (same.stream().allMatch((stored) -> stored.expiry <= now)) {
			return asked.options.noCache() ? Expectation.NONE : Expectation.EXPIRED;
		}
		if (same.stream().noneMatch((stored) -> stored.surely && stored.expiry > now)) {
			return Expectation.NONE;
		}
		return asked.options.noCache() ? Expectation.SKIP : Expectation.HIT;
	}

	/** What is wrong with an answer from the cache; empty if nothing is. */
	String complaint(Asked asked, ReplyBody body, long now) {
		if (!this.on || asked.isTargeted() || asked.options.noCache()) {
			return "from a cache that is not for it";
		}
		List<Stored> equal = new ArrayList<>(this.replies.getOrDefault(key(asked), List.of()));
		equal.removeIf((stored) -> !stored.body.equals(body));
		if (equal.isEmpty()) {
			return "from the cache with what is not stored for it";
		}
		return equal.stream().allMatch((stored) -> stored.expiry <= now) ? "from the cache with what has expired" : "";
	}

	private static Key key(Asked asked) {
		return new Key(asked.name, asked.message.data());
	}

	/** What must be done with a request, as far as the cache is concerned. */
	enum Expectation {

		/** Nothing is stored for it, or perhaps something. */
		NONE,

		/** What was stored for it has expired. */
		EXPIRED,

		/** It is not to be answered from the cache, though it could be. */
		SKIP,

		/** It is answered from the cache, unless that was too small. */
		HIT

	}

	private record Key(String service, Frame data) {

	}

	private record Stored(ReplyBody body, long expiry, boolean surely) {

		Stored inDoubt() {
			return new Stored(this.body, this.expiry, false);
		}

	}

}
