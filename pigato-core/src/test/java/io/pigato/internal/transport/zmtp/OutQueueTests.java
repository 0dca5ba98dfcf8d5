package io.pigato.internal.transport.zmtp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.pigato.HeapUse;
import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.SharedBudget;
import io.pigato.internal.transport.TransportLimits;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Messages to bytes, however few of them the channel takes. */
class OutQueueTests {

	private final OutQueue queue = new OutQueue(limits(100, 1_000_000), SharedBudget.unbounded());

	@Test
	void encodesAsTheRfcSays() {
		this.queue.add(new byte[] { 4, 1, 'c' });
		this.queue.add(Message.of(Frame.of("ab"), Frame.EMPTY, Frame.of("c")));
		ByteBuffer bytes = ByteBuffer.allocate(100);
		this.queue.fill(bytes);
		assertThat(bytes.flip()).isEqualTo(ByteBuffer.wrap(new byte[] { 4, 1, 'c', 1, 2, 'a', 'b', 1, 0, 0, 1, 'c' }));
		assertThat(this.queue.bytes()).isEqualTo(12);
	}

	@Test
	void framesOf256BytesAndMoreHaveTheLongForm() {
		this.queue.add(Message.of(Frame.of(new byte[255]), Frame.of(new byte[256])));
		ByteBuffer bytes = ByteBuffer.allocate(1000);
		this.queue.fill(bytes);
		assertThat(bytes.position()).isEqualTo(2 + 255 + 9 + 256);
		assertThat(bytes.get(0)).isEqualTo((byte) 1);
		assertThat(bytes.get(1)).isEqualTo((byte) 255);
		assertThat(bytes.get(257)).isEqualTo((byte) 2);
		assertThat(bytes.getLong(258)).isEqualTo(256);
	}

	@Test
	void whatIsParsedAgainIsWhatWasSentWhateverTheChannelTakes() throws Exception {
		Random random = new Random(7);
		List<Message> messages = messages(random);
		for (int round = 0; round < 200; round++) {
			OutQueue fresh = new OutQueue(limits(1000, 100_000_000), SharedBudget.unbounded());
			messages.forEach(fresh::add);
			byte[] sent = drain(fresh, random, 1 + random.nextInt(600));
			assertThat(parse(sent)).isEqualTo(messages);
			assertThat(fresh.isEmpty()).isTrue();
			assertThat(fresh.bytes()).isZero();
		}
	}

	@Test
	void everySizeOfBufferWillDo() throws Exception {
		List<Message> messages = List.of(Message.of(Frame.of("a"), Frame.of(new byte[300])), Message.of(Frame.EMPTY));
		for (int size = 1; size < 330; size++) {
			OutQueue fresh = new OutQueue(limits(10, 10_000), SharedBudget.unbounded());
			messages.forEach(fresh::add);
			ByteArrayOutputStream sent = new ByteArrayOutputStream();
			while (!fresh.isEmpty()) {
				ByteBuffer bytes = ByteBuffer.allocate(size);
				fresh.fill(bytes);
				sent.write(bytes.array(), 0, bytes.position());
				fresh.sent(bytes.position());
			}
			assertThat(parse(sent.toByteArray())).isEqualTo(messages);
		}
	}

	@Test
	void isFullByMessagesAndHasRoomAgainAtHalf() {
		Message message = Message.of(Frame.of("x"));
		for (int i = 0; i < 100; i++) {
			assertThat(this.queue.isFull()).isFalse();
			this.queue.add(message);
		}
		assertThat(this.queue.isFull()).isTrue();
		assertThat(this.queue.isFull()).isTrue();
		this.queue.sent(3 * 49);
		assertThat(this.queue.isFull()).isFalse();
		assertThat(this.queue.hasRoom()).isFalse();
		this.queue.sent(3);
		assertThat(this.queue.hasRoom()).isTrue();
	}

	@Test
	void isFullByBytesButOneMessageMayBeLarger() {
		Message large = Message.of(Frame.of(new byte[2_000_000]));
		assertThat(this.queue.isFull()).isFalse();
		this.queue.add(large);
		assertThat(this.queue.isFull()).isTrue();
		this.queue.sent(1_000_009);
		assertThat(this.queue.isFull()).isTrue();
		this.queue.sent(1_000);
		assertThat(this.queue.isFull()).isFalse();
		assertThat(this.queue.hasRoom()).isFalse();
	}

	@Test
	void isFullByWhatSmallMessagesTakeAndGivesAllOfItBack() {
		SharedBudget budget = new SharedBudget(1_000_000);
		OutQueue small = new OutQueue(limits(100_000, 50_000), budget);
		Message message = Message.of(Frame.of("C"), Frame.of("3"), Frame.EMPTY, Frame.of("rid"), Frame.of("0"));
		int count = 0;
		while (!small.isFull()) {
			small.add(message);
			small.add(new byte[] { 4, 1, 'c' });
			count++;
		}
		assertThat(count).as("of at least 120 bytes each").isLessThan(50_000 / 120);
		assertThat(budget.bytes()).isGreaterThanOrEqualTo(50_000);
		long each = small.bytes() / count;
		small.sent((int) (each * (count / 2 + 1)));
		assertThat(small.hasRoom()).isTrue();
		small.sent((int) small.bytes());
		assertThat(budget.bytes()).isZero();
	}

	@Test
	void thoseThatWereLongOnceTakeLittleAfterwards() {
		Message message = Message.of(Frame.of("x"));
		List<OutQueue> queues = new ArrayList<>();
		long before = HeapUse.bytes();
		for (int i = 0; i < 50; i++) {
			OutQueue queue = new OutQueue(limits(100_000, 100_000_000), SharedBudget.unbounded());
			for (int j = 0; j < 100_000; j++) {
				queue.add(message);
			}
			queue.sent((int) queue.bytes() - ((i % 2 == 0) ? 0 : 3));
			queues.add(queue);
		}
		assertThat(HeapUse.bytes() - before).isLessThan(5_000_000);
		assertThat(queues).extracting(OutQueue::bytes).contains(0L, 3L);
	}

	private static byte[] drain(OutQueue queue, Random random, int size) {
		ByteArrayOutputStream sent = new ByteArrayOutputStream();
		while (!queue.isEmpty()) {
			ByteBuffer bytes = ByteBuffer.allocate(size);
			queue.fill(bytes);
			int taken = random.nextInt(bytes.position() + 1);
			sent.write(bytes.array(), 0, taken);
			queue.sent(taken);
		}
		return sent.toByteArray();
	}

	private static List<Message> parse(byte[] bytes) throws ProtocolException {
		List<Message> messages = new ArrayList<>();
		MessageAssembler assembler = new MessageAssembler(limits(1000, 100_000_000));
		new FrameParser(new FrameParser.Sink() {

			@Override
			public boolean takesFrames() {
				return true;
			}

			@Override
			public boolean onHeader(int flags, long length) throws ProtocolException {
				return assembler.accept(length);
			}

			@Override
			public void onFrame(int flags, Frame content) {
				@Nullable Message message = assembler.add(content, (flags & FrameParser.MORE) != 0);
				if (message != null) {
					messages.add(message);
				}
			}

		}).parse(ByteBuffer.wrap(bytes));
		return messages;
	}

	private static List<Message> messages(Random random) {
		List<Message> messages = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			Frame[] frames = new Frame[1 + random.nextInt(6)];
			for (int j = 0; j < frames.length; j++) {
				byte[] content = new byte[random.nextInt((random.nextInt(4) == 0) ? 700 : 12)];
				random.nextBytes(content);
				frames[j] = Frame.of(content);
			}
			messages.add(Message.of(frames));
		}
		return messages;
	}

	private static TransportLimits limits(int messages, long unsentBytes) {
		return new TransportLimits(10_000_000, 16, messages, unsentBytes);
	}

}
