package io.pigato.internal.transport.jeromq;

import java.util.HashMap;
import java.util.Map;

import io.pigato.internal.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Who holds which identity on a router: of several connections that announce the same,
 * the one that was heard first, until it ends. Messages of the others are kept out. Used
 * on the loop thread.
 */
final class PeerRegistry {

	private final PeerTags tags;

	private final Map<Frame, Peer> byTag = new HashMap<>();

	private final Map<Frame, Peer> holders = new HashMap<>();

	PeerRegistry(PeerTags tags) {
		this.tags = tags;
	}

	/**
	 * The connection from which something has come.
	 * @param tagged what JeroMQ knows it by
	 * @return the peer, the same one for the same connection
	 */
	Peer sender(byte[] tagged) {
		Frame key = Frame.of(tagged);
		Peer peer = this.byTag.get(key);
		if (peer == null) {
			peer = newPeer(tagged);
			this.byTag.put(key, peer);
		}
		return peer;
	}

	/**
	 * Whether a peer holds its identity; if nobody does, it does from now on.
	 * @param peer from {@link #sender}
	 * @return {@code false} if what it sends must be kept out
	 */
	boolean holds(Peer peer) {
		if (peer.standing == Standing.WAITING && this.holders.putIfAbsent(peer.identity(), peer) == null) {
			peer.standing = Standing.HOLDER;
		}
		return peer.standing == Standing.HOLDER;
	}

	/**
	 * The connection of an identity.
	 * @param identity as the peer announced it
	 * @return what JeroMQ knows it by, or {@code null} if nobody holds the identity
	 */
	byte @Nullable [] receiver(Frame identity) {
		Peer peer = this.holders.get(identity);
		return (peer != null) ? peer.tagged : null;
	}

	/**
	 * Nothing of a connection counts any more, although it may go on.
	 * @param peer from {@link #sender}
	 * @return whether an identity has gone with that
	 */
	boolean banish(Peer peer) {
		boolean keptOut = peer.isWaiting() && peer.reported;
		boolean gone = !keptOut && holds(peer);
		if (gone) {
			this.holders.remove(peer.identity());
		}
		peer.standing = Standing.BANISHED;
		return gone;
	}

	/**
	 * The connection that holds an identity counts no more, although it may go on.
	 * @param identity as the peer announced it
	 */
	void banish(Frame identity) {
		Peer peer = this.holders.get(identity);
		if (peer != null) {
			peer.reported = true;
			banish(peer);
		}
	}

	/**
	 * A connection has ended.
	 * @param peer from {@link #sender}
	 * @return whether an identity has gone with that: not if another connection holds it
	 */
	boolean end(Peer peer) {
		boolean gone = banish(peer);
		this.byTag.remove(Frame.of(peer.tagged));
		return gone;
	}

	/**
	 * How many connections are known.
	 * @return 0 or more
	 */
	int size() {
		return this.byTag.size();
	}

	private Peer newPeer(byte[] tagged) {
		Frame identity = this.tags.isTagged(tagged) ? this.tags.identity(tagged) : null;
		return new Peer(tagged, identity, (identity != null) ? Standing.WAITING : Standing.BANISHED);
	}

	/** What becomes of what a connection sends. */
	private enum Standing {

		/** Kept out while another holds the identity. */
		WAITING,

		/** Handed up. */
		HOLDER,

		/** Dropped for good. */
		BANISHED

	}

	/** One connection that was heard. */
	static final class Peer {

		private final byte[] tagged;

		private final @Nullable Frame identity;

		private Standing standing;

		private boolean reported;

		private Peer(byte[] tagged, @Nullable Frame identity, Standing standing) {
			this.tagged = tagged;
			this.identity = identity;
			this.standing = standing;
		}

		/**
		 * What it goes by outside this engine.
		 * @return never empty
		 */
		Frame identity() {
			if (this.identity == null) {
				throw new IllegalStateException("The peer has announced no valid identity");
			}
			return this.identity;
		}

		/**
		 * Whether it is kept out because another connection holds its identity.
		 * @return {@code false} if the reason is its own doing
		 */
		boolean isWaiting() {
			return this.standing == Standing.WAITING;
		}

		/**
		 * Whether it announced an identity that can be held at all.
		 * @return {@code false} for a reserved one
		 */
		boolean hasIdentity() {
			return this.identity != null;
		}

		/**
		 * Whether this is the first time that something of it is kept out.
		 * @return {@code true} once
		 */
		boolean reportOnce() {
			boolean first = !this.reported;
			this.reported = true;
			return first;
		}

	}

}
