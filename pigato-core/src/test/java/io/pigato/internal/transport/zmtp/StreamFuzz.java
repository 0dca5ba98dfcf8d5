package io.pigato.internal.transport.zmtp;

import java.util.Arrays;
import java.util.List;

import io.pigato.fuzz.FuzzInput;
import io.pigato.internal.transport.RawPeer;

/**
 * Any stream of bytes is taken or refused as a breach of the protocol, and what is made
 * of it does not depend on where it is cut.
 */
public final class StreamFuzz {

	private static final byte[] HANDSHAKE = StreamFuzzTests.handshake();

	private StreamFuzz() {
	}

	/** Tries one input. */
	public static void fuzzerTestOneInput(byte[] data) {
		FuzzInput input = new FuzzInput(data);
		byte[] beginning = switch (input.choose(3)) {
			case 0 -> new byte[0];
			case 1 -> RawPeer.greeting();
			default -> HANDSHAKE;
		};
		int size = 1 + input.choose(64);
		byte[] rest = input.take(data.length);
		byte[] stream = Arrays.copyOf(beginning, beginning.length + rest.length);
		System.arraycopy(rest, 0, stream, beginning.length, rest.length);
		List<Object> whole = StreamFuzzTests.transcript(stream, stream.length + 1);
		List<Object> parts = StreamFuzzTests.transcript(stream, size);
		if (!whole.equals(parts)) {
			throw new AssertionError(whole + " in parts of " + size + " is " + parts);
		}
		StreamFuzzTests.assertWithinLimits(whole);
	}

}
