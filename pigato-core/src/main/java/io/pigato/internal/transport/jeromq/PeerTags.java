package io.pigato.internal.transport.jeromq;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

import io.pigato.internal.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Gives every connection of a router an identity of its own inside JeroMQ: a secret, the
 * number of the connection, then what the peer announced.
 * <p>
 * JeroMQ keeps its peers by the announced identity alone, and each way it has of treating
 * a second connection with the same one is harmful: it either lets it take over
 * unnoticed, or never reads from it again and keeps what it sent even after it has gone.
 * A peer can also announce what JeroMQ makes up for another. With the tag no two
 * connections are ever the same to JeroMQ, and who holds an identity is decided by
 * {@link PeerRegistry} on the loop thread. Peers never see a tag.
 * <p>
 * Tags are made on the I/O thread and read on the loop thread.
 */
final class PeerTags {

	private static final int SECRET_BYTES = 8;

	private static final int TAG_BYTES = SECRET_BYTES + Long.BYTES;

	private final byte[] secret;

	private final AtomicLong connections = new AtomicLong();

	PeerTags(byte[] secret) {
		this.secret = secret;
	}

	static PeerTags create() {
		byte[] secret = new byte[SECRET_BYTES];
		new SecureRandom().nextBytes(secret);
		return new PeerTags(secret);
	}

	/**
	 * Makes the identity of a new connection.
	 * @param announced what the peer announced, possibly nothing
	 * @return what JeroMQ knows the connection by
	 */
	byte[] tag(byte[] announced) {
		return ByteBuffer.allocate(TAG_BYTES + announced.length)
			.put(this.secret)
			.putLong(this.connections.incrementAndGet())
			.put(announced)
			.array();
	}

	/**
	 * Whether JeroMQ's identity of a connection was made by {@link #tag}.
	 * @param tagged what JeroMQ knows the connection by
	 * @return {@code false} if a peer has found a way around the tag
	 */
	boolean isTagged(byte[] tagged) {
		return tagged.length >= TAG_BYTES && Arrays.equals(tagged, 0, SECRET_BYTES, this.secret, 0, SECRET_BYTES);
	}

	/**
	 * The identity that a peer goes by outside this engine.
	 * @param tagged what JeroMQ knows the connection by
	 * @return what the peer announced; where it announced nothing a zero byte and the
	 * number of the connection; {@code null} if it announced what ZeroMQ reserves (a
	 * leading zero byte) or forbids (more than 255 bytes)
	 */
	@Nullable Frame identity(byte[] tagged) {
		int length = tagged.length - TAG_BYTES;
		if (length == 0) {
			byte[] automatic = new byte[1 + Long.BYTES];
			System.arraycopy(tagged, SECRET_BYTES, automatic, 1, Long.BYTES);
			return Frame.of(automatic);
		}
		if (length > 255 || tagged[TAG_BYTES] == 0) {
			return null;
		}
		return Frame.of(Arrays.copyOfRange(tagged, TAG_BYTES, tagged.length));
	}

}
