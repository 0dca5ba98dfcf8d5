package io.pigato.internal;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MessageTests {

	private final Message message = Message.of(Frame.of("C"), Frame.EMPTY, Frame.of("abc"));

	@Test
	void framesKeepTheirOrder() {
		assertThat(this.message.size()).isEqualTo(3);
		assertThat(this.message.frame(0)).isEqualTo(Frame.of("C"));
		assertThat(this.message.frame(1)).isEqualTo(Frame.EMPTY);
		assertThat(this.message.frame(2)).isEqualTo(Frame.of("abc"));
		assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> this.message.frame(3));
	}

	@Test
	void aFrameThatIsNotThereIsEmptyWhereThatIsAskedFor() {
		assertThat(this.message.frameOrEmpty(2)).isEqualTo(Frame.of("abc"));
		assertThat(this.message.frameOrEmpty(3)).isSameAs(Frame.EMPTY);
	}

	@Test
	void bytesAreThoseOfAllFrames() {
		assertThat(this.message.byteCount()).isEqualTo(4);
		assertThat(Message.of().byteCount()).isZero();
		assertThat(Message.of().size()).isZero();
	}

	@Test
	void memoryIsThatOfObjectsToo() {
		assertThat(this.message.memoryBytes()).isEqualTo(4 + 64 + 3 * 48);
		assertThat(Message.overhead(3)).isEqualTo(64 + 3 * 48);
	}

	@Test
	void bytesDoNotOverflow() {
		Frame large = Frame.of(new byte[1 << 20]);
		Frame[] frames = new Frame[4096];
		Arrays.fill(frames, large);

		assertThat(Message.of(frames).byteCount()).isEqualTo(1L << 32);
	}

	@Test
	void messagesWithTheSameFramesAreEqual() {
		Message same = Message.of(Frame.of("C"), Frame.of(""), Frame.of("xabc".getBytes(), 1, 3));

		assertThat(this.message).isEqualTo(same).hasSameHashCodeAs(same);
		assertThat(this.message).isNotEqualTo(Message.of(Frame.of("C"), Frame.EMPTY))
			.isNotEqualTo(Message.of(Frame.of("Cabc")))
			.isNotEqualTo("message")
			.isNotEqualTo(null);
	}

	@Test
	void aLogShowsTheFirst16Frames() {
		assertThat(this.message).hasToString("[C |  | abc]");
		Frame[] many = new Frame[17];
		Arrays.fill(many, Frame.of("\n"));

		assertThat(Message.of(many).toString()).startsWith("[\\x0a | ").endsWith(" | …]").doesNotContain("\n");
	}

}
