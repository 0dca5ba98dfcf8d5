package io.pigato.internal.protocol;

import java.util.function.Function;

import io.pigato.fuzz.FuzzInput;
import io.pigato.internal.Frame;
import io.pigato.internal.Message;

/**
 * Any frames are read as a message that is read the same after it was written, or as
 * malformed; what is in their options is read or ignored; nothing is thrown, and the log
 * gets short lines of plain text.
 */
public final class WireCodecFuzz {

	private static final int MAX_LOGGED = 5_000;

	private WireCodecFuzz() {
	}

	/** Tries one input. */
	public static void fuzzerTestOneInput(byte[] data) {
		FuzzInput input = new FuzzInput(data);
		int reader = input.choose(4);
		if (reader == 3) {
			readOptions(Frame.of(input.take(data.length)));
			return;
		}
		Message message = input.message();
		assertPlain(message.toString());
		switch (reader) {
			case 0 -> assertSameAgain(message, WireCodec::decodeAtBroker);
			case 1 -> assertSameAgain(message, WireCodec::decodeAtClient);
			default -> assertSameAgain(message, WireCodec::decodeAtWorker);
		}
		for (int i = 0; i < message.size(); i++) {
			readOptions(message.frame(i));
		}
	}

	private static void assertSameAgain(Message message, Function<Message, ? extends WireMessage> codec) {
		WireMessage decoded = codec.apply(message);
		if (decoded instanceof Malformed malformed) {
			assertPlain(malformed.toString());
			return;
		}
		// Frames that may be missing or empty are written with their defaults
		Message written = WireCodec.encode(decoded);
		Message again = WireCodec.encode(codec.apply(written));
		if (!written.equals(again)) {
			throw new AssertionError(written + " is written again as " + again);
		}
	}

	private static void readOptions(Frame frame) {
		RoutingOptions options = RoutingOptions.read(frame);
		if (options.timeoutMillis() < -1 || options.timeoutMillis() > RoutingOptions.MAX_TIMEOUT_MILLIS) {
			throw new AssertionError("A time-out of " + options.timeoutMillis());
		}
		if (ReplyOptions.read(frame).cacheMillis() > ReplyOptions.MAX_CACHE_MILLIS) {
			throw new AssertionError("Cached for too long");
		}
		WorkerStatus.read(frame);
		Extensions.decode(frame);
		ErrorData.text(frame);
		ErrorData.orDefault(frame);
		DirectoryQuery.name(frame);
		JsonFrames.isNothing(frame);
	}

	private static void assertPlain(String text) {
		if (text.length() > MAX_LOGGED || text.chars().anyMatch(Character::isISOControl)) {
			throw new AssertionError("Not fit for a log: " + text);
		}
	}

}
