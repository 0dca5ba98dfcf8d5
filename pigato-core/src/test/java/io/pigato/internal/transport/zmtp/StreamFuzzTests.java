package io.pigato.internal.transport.zmtp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.transport.RawPeer;
import io.pigato.internal.transport.TransportLimits;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Greeting, handshake and parser with streams that are cut, mutated and made up. Whatever
 * comes, it is taken or refused as a breach of the protocol, and what is made of it does
 * not depend on where it was cut. A round can be repeated: its number is its seed.
 */
class StreamFuzzTests {

	/** How many streams; more by a system property. */
	private static final int ROUNDS = 20 * Integer.getInteger("pigato.test.rounds", 1_000);

	private static final int HANDSHAKE_BYTES = 1024;

	private static final TransportLimits LIMITS = new TransportLimits(1000, 4, 10);

	private static final byte[] RANDOM_VALUES = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 127, -128, -1 };

	@Test
	void streamThatIsCutAnywhereIsTheBeginningOfTheWholeOneAndGoesOn() {
		byte[] stream = stream();
		List<Object> whole = transcript(stream, stream.length);
		assertThat(whole).hasSize(18);
		for (int cut = 0; cut <= stream.length; cut++) {
			List<Object> beginning = transcript(Arrays.copyOf(stream, cut), cut + 1);
			assertThat(beginning).as("cut at " + cut).isEqualTo(whole.subList(0, beginning.size()));
			assertThat(transcript(stream, Math.max(1, cut))).as("cut at " + cut).isEqualTo(whole);
		}
	}

	@Test
	void commandThatIsCutAnywhereIsTakenOrRefused() {
		for (byte[] command : commands()) {
			for (int length = 0; length <= command.length; length++) {
				byte[] cut = Arrays.copyOf(command, length);
				assertSound("first " + length, bytes(RawPeer.greeting(), frame(RawPeer.COMMAND, cut)), new Random(1));
				assertSound("later " + length, bytes(handshake(), frame(RawPeer.COMMAND, cut)), new Random(1));
			}
		}
	}

	@Test
	void mutatedStreamIsTakenOrRefusedWhereverItIsCut() {
		byte[] stream = stream();
		for (int round = 0; round < ROUNDS; round++) {
			Random random = new Random(round);
			assertSound("round " + round, mutated(stream, random), random);
		}
	}

	@Test
	void noiseBehindAnyPartOfAHandshakeIsTakenOrRefused() {
		byte[] handshake = handshake();
		for (int round = 0; round < ROUNDS; round++) {
			Random random = new Random(round);
			byte[] noise = new byte[random.nextInt(300)];
			for (int i = 0; i < noise.length; i++) {
				noise[i] = value(random);
			}
			int kept = (random.nextBoolean()) ? handshake.length : random.nextInt(handshake.length);
			assertSound("round " + round, bytes(Arrays.copyOf(handshake, kept), noise), random);
		}
	}

	private static void assertSound(String description, byte[] stream, Random random) {
		List<Object> whole = transcript(stream, stream.length + 1);
		assertThat(transcript(stream, 1)).as(description).isEqualTo(whole);
		assertThat(transcript(stream, 1 + random.nextInt(100))).as(description).isEqualTo(whole);
		assertWithinLimits(whole);
	}

	static void assertWithinLimits(List<Object> heard) {
		assertThat(heard).filteredOn(Message.class::isInstance)
			.allSatisfy((each) -> assertThat(LIMITS.brokenBy((Message) each)).isNull());
	}

	/** What is made of a stream that comes in parts of a size. */
	static List<Object> transcript(byte[] stream, int size) {
		Listener listener = new Listener();
		try {
			for (int from = 0; from < stream.length; from += size) {
				listener.take(ByteBuffer.wrap(stream, from, Math.min(size, stream.length - from)));
			}
		}
		catch (ProtocolException ex) {
			listener.heard.add(ex.drop() + ": " + ex.reason());
		}
		return listener.heard;
	}

	private static byte[] mutated(byte[] stream, Random random) {
		byte[] bytes = stream.clone();
		for (int i = 1 + random.nextInt(5); i > 0; i--) {
			int at = random.nextInt(bytes.length);
			switch (random.nextInt(4)) {
				case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
				case 1 -> bytes[at] = value(random);
				case 2 -> bytes = bytes(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at + 1, bytes.length));
				default -> bytes = bytes(Arrays.copyOf(bytes, at), new byte[] { value(random) },
						Arrays.copyOfRange(bytes, at, bytes.length));
			}
		}
		return bytes;
	}

	private static byte value(Random random) {
		return (random.nextBoolean()) ? RANDOM_VALUES[random.nextInt(RANDOM_VALUES.length)] : (byte) random.nextInt();
	}

	/** Every kind of frame and command, and 18 things to hear. */
	private static byte[] stream() {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		bytes.writeBytes(handshake());
		for (byte[] command : commands()) {
			bytes.writeBytes(frame(RawPeer.COMMAND, command));
		}
		bytes.writeBytes(frame(0, new byte[0]));
		bytes.writeBytes(frame(RawPeer.MORE, ascii("a")));
		bytes.writeBytes(frame(RawPeer.COMMAND, ascii("\4PING\0\1")));
		bytes.writeBytes(frame(RawPeer.MORE | RawPeer.LARGE, new byte[300]));
		bytes.writeBytes(frame(0, ascii("end")));
		bytes.writeBytes(frame(RawPeer.MORE | RawPeer.LARGE, new byte[600]));
		bytes.writeBytes(frame(RawPeer.LARGE, new byte[600]));
		bytes.writeBytes(frame(0, ascii("after one that was too large")));
		return bytes.toByteArray();
	}

	static byte[] handshake() {
		return bytes(RawPeer.greeting(), frame(RawPeer.COMMAND, RawPeer.ready("DEALER", ascii("fuzz"))));
	}

	private static List<byte[]> commands() {
		return List.of(RawPeer.ready("DEALER", ascii("again")), ascii("\5ERROR\4nope"), ascii("\4PING\0\12context"),
				ascii("\4PONGcontext"), ascii("\11SUBSCRIBEtopic"), ascii("\6CANCELtopic"), ascii("\7UNKNOWNdata"));
	}

	private static byte[] frame(int flags, byte[] content) {
		byte[] header = ((flags & RawPeer.LARGE) != 0) ? RawPeer.header(flags, content.length)
				: new byte[] { (byte) flags, (byte) content.length };
		return bytes(header, content);
	}

	private static byte[] bytes(byte[]... parts) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			all.writeBytes(part);
		}
		return all.toByteArray();
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

	/** A connection without a channel. */
	private static final class Listener implements FrameParser.Sink {

		private final List<Object> heard = new ArrayList<>();

		private final Handshake handshake = new Handshake(SocketType.ROUTER, true, Frame.EMPTY, HANDSHAKE_BYTES);

		private final FrameParser parser = new FrameParser(this);

		private final MessageAssembler assembler = new MessageAssembler(LIMITS);

		private boolean up;

		void take(ByteBuffer in) throws ProtocolException {
			if (this.handshake.isGreeted() || this.handshake.takeGreeting(in)) {
				this.parser.parse(in);
			}
		}

		@Override
		public boolean takesFrames() {
			return true;
		}

		@Override
		public boolean onHeader(int flags, long length) throws ProtocolException {
			if (!this.up) {
				this.handshake.onHeader(flags, length);
				return true;
			}
			if ((flags & FrameParser.COMMAND) != 0) {
				return length <= Command.MAX_BYTES;
			}
			boolean wanted = this.assembler.accept(length);
			if (!wanted && (flags & FrameParser.MORE) == 0) {
				this.assembler.skipped();
				this.heard.add("skipped");
			}
			return wanted;
		}

		@Override
		public void onFrame(int flags, Frame content) throws ProtocolException {
			if (!this.up) {
				this.heard.add(this.handshake.onCommand(Command.parse(content)));
				this.up = true;
			}
			else if ((flags & FrameParser.COMMAND) != 0) {
				onCommand(Command.parse(content));
			}
			else {
				Message message = this.assembler.add(content, (flags & FrameParser.MORE) != 0);
				if (message != null) {
					this.heard.add(message);
				}
			}
		}

		private void onCommand(Command command) throws ProtocolException {
			this.heard.add(command.name());
			if (command.is(Command.PING)) {
				this.heard.add(List.of(command.pingTtlNanos(), Frame.of(command.pong())));
			}
			else if (command.is(Command.ERROR)) {
				this.heard.add(command.errorReason().length() <= 4 * 255);
			}
			else if (command.is(Command.SUBSCRIBE) || command.is(Command.CANCEL)) {
				this.heard.add(command.topic());
			}
		}

	}

}
