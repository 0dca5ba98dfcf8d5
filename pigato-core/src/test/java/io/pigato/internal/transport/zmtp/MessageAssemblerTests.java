package io.pigato.internal.transport.zmtp;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.transport.TransportDrop;
import io.pigato.internal.transport.TransportLimits;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Messages out of frames, within the limits. */
class MessageAssemblerTests {

	private final MessageAssembler assembler = new MessageAssembler(new TransportLimits(10, 3, 1));

	@Test
	void messageAtTheLimitsPasses() throws Exception {
		assertThat(frame("1234", true)).isNull();
		assertThat(frame("", true)).isNull();
		assertThat(frame("567890", false)).isEqualTo(Message.of(Frame.of("1234"), Frame.EMPTY, Frame.of("567890")));
		assertThat(frame("1234567890", false)).isEqualTo(Message.of(Frame.of("1234567890")));
	}

	@Test
	void messageOfTooManyBytesIsSkippedToItsEnd() throws Exception {
		frame("123456", true);
		assertThat(this.assembler.accept(5)).isFalse();
		assertThat(this.assembler.accept(1)).isFalse();
		this.assembler.skipped();
		assertThat(frame("next", false)).isEqualTo(Message.of(Frame.of("next")));
	}

	@Test
	void messageOfTooManyFramesIsSkippedToItsEnd() throws Exception {
		for (int i = 0; i < 3; i++) {
			frame("", true);
		}
		for (int i = 0; i < 1000; i++) {
			assertThat(this.assembler.accept(0)).isFalse();
		}
		this.assembler.skipped();
		assertThat(frame("next", false)).isEqualTo(Message.of(Frame.of("next")));
	}

	@Test
	void frameAboveTheLimitIsAnOffence() {
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> this.assembler.accept(11))
			.satisfies((ex) -> assertThat(ex.drop()).isEqualTo(TransportDrop.FRAME_TOO_LARGE));
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> this.assembler.accept(Long.MAX_VALUE));
	}

	private Message frame(String content, boolean more) throws ProtocolException {
		assertThat(this.assembler.accept(content.length())).isTrue();
		return this.assembler.add(Frame.of(content), more);
	}

}
