package io.pigato.internal.transport.zmtp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.pigato.internal.Frame;
import io.pigato.internal.transport.RawPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Frames out of bytes, wherever they are cut. */
class FrameParserTests {

	private static final int[] LENGTHS = { 0, 1, 2, 5, 6, 7, 127, 128, 254, 255, 256, 257, 1000, 65_535, 65_536, 65_537,
			300_000 };

	private final Collector collector = new Collector();

	private final FrameParser parser = new FrameParser(this.collector);

	@Test
	void framesOfEveryLengthAreReadInEitherForm() throws Exception {
		for (int length : LENGTHS) {
			byte[] content = content(length);
			if (length < 256) {
				this.parser.parse(ByteBuffer.wrap(shortFrame(FrameParser.MORE, content)));
				assertThat(this.collector.take()).isEqualTo(new Seen(FrameParser.MORE, Frame.of(content)));
			}
			this.parser.parse(ByteBuffer.wrap(longFrame(0, content)));
			assertThat(this.collector.take()).isEqualTo(new Seen(FrameParser.LONG, Frame.of(content)));
		}
	}

	@Test
	void everyCutOfAStreamGivesTheSameFrames() throws Exception {
		byte[] stream = stream();
		this.parser.parse(ByteBuffer.wrap(stream));
		List<Seen> expected = List.copyOf(this.collector.frames);
		assertThat(expected).hasSize(6);
		for (int cut = 0; cut <= stream.length; cut++) {
			Collector parted = new Collector();
			FrameParser partedParser = new FrameParser(parted);
			partedParser.parse(ByteBuffer.wrap(stream, 0, cut));
			partedParser.parse(ByteBuffer.wrap(stream, cut, stream.length - cut));
			assertThat(parted.frames).isEqualTo(expected);
		}
	}

	@Test
	void streamThatComesByteByByteGivesTheSameFrames() throws Exception {
		byte[] stream = stream();
		this.parser.parse(ByteBuffer.wrap(stream));
		Collector single = new Collector();
		FrameParser singleParser = new FrameParser(single);
		for (int i = 0; i < stream.length; i++) {
			singleParser.parse(ByteBuffer.wrap(stream, i, 1));
		}
		assertThat(single.frames).isEqualTo(this.collector.frames);
	}

	@Test
	void onlyKnownFlagsAreTakenAndNoCommandHasMore() {
		for (int flags = 0; flags < 256; flags++) {
			byte[] frame = { (byte) flags, 0, 0, 0, 0, 0, 0, 0, 0 };
			boolean proper = flags < 8 && (flags & 5) != 5;
			FrameParser fresh = new FrameParser(new Collector());
			if (proper) {
				assertThat(thrownBy(fresh, frame)).isNull();
			}
			else {
				assertThat(thrownBy(fresh, frame)).isInstanceOf(ProtocolException.class).hasMessageContaining("flags");
			}
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { -1, Long.MIN_VALUE, 0x800000007FFFFFFFL })
	void lengthWithTheTopBitIsRefusedBeforeAnybodyIsAsked(long length) {
		assertThatExceptionOfType(ProtocolException.class)
			.isThrownBy(() -> this.parser.parse(ByteBuffer.wrap(RawPeer.header(0, length))))
			.withMessageContaining("2^63");
		assertThat(this.collector.headers).isZero();
	}

	@Test
	void contentThatIsNotWantedIsSkippedHoweverItComes() throws Exception {
		this.collector.wanted = false;
		byte[] unwanted = longFrame(0, content(70_000));
		this.parser.parse(ByteBuffer.wrap(unwanted, 0, 40_000));
		this.collector.wanted = true;
		this.parser.parse(ByteBuffer.wrap(unwanted, 40_000, unwanted.length - 40_000));
		this.parser.parse(ByteBuffer.wrap(shortFrame(0, content(3))));
		assertThat(this.collector.frames).containsExactly(new Seen(0, Frame.of(content(3))));
		this.collector.wanted = false;
		this.parser.parse(ByteBuffer.wrap(shortFrame(0, content(0))));
		assertThat(this.collector.frames).hasSize(1);
	}

	@Test
	void headerAloneAllocatesLittleOfWhatItAnnounces() throws Exception {
		long before = allocated();
		for (int i = 0; i < 100; i++) {
			new FrameParser(this.collector).parse(ByteBuffer.wrap(RawPeer.header(0, Integer.MAX_VALUE - 8)));
		}
		assertThat(allocated() - before).isLessThan(100L * 128 * 1024);
	}

	@Test
	void nothingIsTakenOnceTheSinkIsClosed() throws Exception {
		this.collector.closeAfter = 1;
		ByteBuffer two = ByteBuffer.wrap(new byte[] { 0, 1, 'a', 0, 1, 'b' });
		this.parser.parse(two);
		assertThat(this.collector.frames).containsExactly(new Seen(0, Frame.of("a")));
		assertThat(two.remaining()).isEqualTo(3);
	}

	private static long allocated() {
		return ((com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean())
			.getCurrentThreadAllocatedBytes();
	}

	private static Throwable thrownBy(FrameParser parser, byte[] bytes) {
		try {
			parser.parse(ByteBuffer.wrap(bytes));
			return null;
		}
		catch (ProtocolException ex) {
			return ex;
		}
	}

	private static byte[] stream() {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		bytes.writeBytes(shortFrame(FrameParser.MORE, content(0)));
		bytes.writeBytes(shortFrame(FrameParser.COMMAND, content(9)));
		bytes.writeBytes(shortFrame(FrameParser.MORE, content(1)));
		bytes.writeBytes(longFrame(FrameParser.MORE, content(300)));
		bytes.writeBytes(longFrame(FrameParser.COMMAND, content(2)));
		bytes.writeBytes(shortFrame(0, content(255)));
		return bytes.toByteArray();
	}

	private static byte[] shortFrame(int flags, byte[] content) {
		return ByteBuffer.allocate(content.length + 2)
			.put((byte) flags)
			.put((byte) content.length)
			.put(content)
			.array();
	}

	private static byte[] longFrame(int flags, byte[] content) {
		return ByteBuffer.allocate(content.length + 9).put(RawPeer.header(flags, content.length)).put(content).array();
	}

	private static byte[] content(int length) {
		byte[] content = new byte[length];
		new Random(length).nextBytes(content);
		return content;
	}

	private record Seen(int flags, Frame content) {
	}

	private static final class Collector implements FrameParser.Sink {

		private final List<Seen> frames = new ArrayList<>();

		private boolean wanted = true;

		private int closeAfter = Integer.MAX_VALUE;

		private int headers;

		@Override
		public boolean takesFrames() {
			return this.frames.size() < this.closeAfter;
		}

		@Override
		public boolean onHeader(int flags, long length) {
			this.headers++;
			return this.wanted;
		}

		@Override
		public void onFrame(int flags, Frame content) {
			this.frames.add(new Seen(flags, content));
		}

		Seen take() {
			return this.frames.remove(0);
		}

	}

}
