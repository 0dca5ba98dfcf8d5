package io.pigato.internal.transport.jeromq;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;
import zmq.Msg;

/**
 * A frame into which JeroMQ reads from the network. It remembers whether its announced
 * length was refused, and on a router it tags the identity that a peer announces: in the
 * READY command of ZMTP 3, in the first frame before that.
 */
final class IncomingFrame extends Msg {

	private final @Nullable PeerTags tags;

	private final boolean refused;

	private boolean handedOut;

	private byte @Nullable [] taggedIdentity;

	IncomingFrame(int size, boolean refused, @Nullable PeerTags tags) {
		super(size);
		this.refused = refused;
		this.tags = tags;
	}

	/**
	 * Whether this frame stands for one whose announced length was impossible: what
	 * follows it on the connection cannot be told apart from its content.
	 * @return {@code true} if it does
	 */
	boolean isRefused() {
		return this.refused;
	}

	/**
	 * The decoder asks for the buffer once, to fill it. Whoever asks again reads the
	 * metadata of a READY command.
	 */
	@Override
	public ByteBuffer buf() {
		ByteBuffer content = super.buf();
		if (this.tags == null || !this.handedOut) {
			this.handedOut = true;
			return content;
		}
		return ReadyCommand.withTaggedIdentity(content, this.tags);
	}

	/** JeroMQ marks the first frame of a ZMTP 1 or 2 peer as its identity. */
	@Override
	public void setFlags(int flags) {
		super.setFlags(flags);
		if (this.tags != null && (flags & IDENTITY) != 0) {
			this.taggedIdentity = this.tags.tag(super.data());
		}
	}

	@Override
	public int size() {
		byte[] tagged = this.taggedIdentity;
		return (tagged != null) ? tagged.length : super.size();
	}

	@Override
	public byte[] data() {
		byte[] tagged = this.taggedIdentity;
		return (tagged != null) ? tagged : super.data();
	}

}
