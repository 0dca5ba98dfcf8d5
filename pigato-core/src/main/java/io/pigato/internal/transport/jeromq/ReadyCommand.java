package io.pigato.internal.transport.jeromq;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The command with which a ZMTP 3 peer ends its handshake, and in which it announces its
 * identity.
 */
final class ReadyCommand {

	private static final byte[] IDENTITY = "Identity".getBytes(StandardCharsets.US_ASCII);

	/** The length byte and the name READY. */
	private static final int NAME_BYTES = 6;

	private static final byte[] NOTHING = new byte[0];

	private ReadyCommand() {
	}

	/**
	 * Adds a tagged identity to a READY command. JeroMQ takes the last identity of a
	 * command, so that the one that the peer announced no longer counts.
	 * @param command as the peer sent it
	 * @param tags makes the tag
	 * @return the longer command; the same one if it is malformed, which JeroMQ refuses
	 */
	static ByteBuffer withTaggedIdentity(ByteBuffer command, PeerTags tags) {
		byte[] announced = announcedIdentity(command.duplicate());
		if (announced == null) {
			return command;
		}
		byte[] tagged = tags.tag(announced);
		return ByteBuffer.allocate(command.remaining() + 1 + IDENTITY.length + Integer.BYTES + tagged.length)
			.put(command.duplicate())
			.put((byte) IDENTITY.length)
			.put(IDENTITY)
			.putInt(tagged.length)
			.put(tagged)
			.flip();
	}

	private static byte @Nullable [] announcedIdentity(ByteBuffer command) {
		if (command.remaining() < NAME_BYTES) {
			return null;
		}
		command.position(NAME_BYTES);
		byte[] identity = NOTHING;
		while (command.hasRemaining()) {
			byte[] name = take(command, command.get() & 0xff);
			byte[] value = (name != null && command.remaining() >= Integer.BYTES) ? take(command, command.getInt())
					: null;
			if (name == null || name.length == 0 || value == null) {
				return null;
			}
			identity = Arrays.equals(name, IDENTITY) ? value : identity;
		}
		return identity;
	}

	private static byte @Nullable [] take(ByteBuffer source, int length) {
		if (length < 0 || length > source.remaining()) {
			return null;
		}
		byte[] bytes = new byte[length];
		source.get(bytes);
		return bytes;
	}

}
