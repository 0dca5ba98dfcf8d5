package io.pigato.internal;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FrameTests {

	private static final byte[] BYTES = "xxhelloyy".getBytes(StandardCharsets.US_ASCII);

	private final Frame part = Frame.of(BYTES, 2, 5);

	@Test
	void aPartOfAnArrayIsReadFromItsOffset() {
		assertThat(this.part.length()).isEqualTo(5);
		assertThat(this.part.isEmpty()).isFalse();
		assertThat(this.part.at(0)).isEqualTo((byte) 'h');
		assertThat(this.part.at(4)).isEqualTo((byte) 'o');
		assertThat(this.part.text()).isEqualTo("hello");
		assertThat(this.part.array()).isEqualTo("hello".getBytes(StandardCharsets.US_ASCII));
	}

	@Test
	void aPartThatDoesNotLieWithinTheArrayIsRefused() {
		assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> Frame.of(BYTES, 5, 5));
		assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> Frame.of(BYTES, -1, 2));
		assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> Frame.of(BYTES, 0, -1));
		assertThatExceptionOfType(IndexOutOfBoundsException.class)
			.isThrownBy(() -> Frame.of(BYTES, 2, Integer.MAX_VALUE));
	}

	@Test
	void aByteOutsideTheFrameIsRefusedAlsoWhereTheArrayHasOne() {
		assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> this.part.at(5));
		assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> this.part.at(-1));
	}

	@Test
	void framesWithTheSameBytesAreEqualWhereverTheyLie() {
		Frame whole = Frame.of("hello");

		assertThat(this.part).isEqualTo(whole).hasSameHashCodeAs(whole);
		assertThat(whole).isEqualTo(this.part).isEqualTo(whole);
		Map<Frame, String> map = new HashMap<>(Map.of(whole, "found"));
		assertThat(map.get(this.part)).isEqualTo("found");
	}

	@Test
	void framesWithOtherBytesAreNotEqual() {
		assertThat(this.part).isNotEqualTo(Frame.of("hellp"))
			.isNotEqualTo(Frame.of("hell"))
			.isNotEqualTo(Frame.of("helloo"))
			.isNotEqualTo(Frame.EMPTY)
			.isNotEqualTo("hello")
			.isNotEqualTo(null);
		assertThat(Frame.of("Aa")).hasSameHashCodeAs(Frame.of("BB")).isNotEqualTo(Frame.of("BB"));
	}

	@Test
	void hashIsThatOfTheBytesWhereverTheyLie() {
		byte[] bytes = new byte[40];
		new Random(1).nextBytes(bytes);
		for (int offset = 0; offset < 4; offset++) {
			int expected = 0;
			for (int length = 0; length <= 36; length++) {
				assertThat(Frame.of(bytes, offset, length).hashCode()).isEqualTo(expected);
				expected = 31 * expected + bytes[offset + length];
			}
		}
	}

	@Test
	void aFrameWhoseHashIsZeroIsFoundToo() {
		Frame zeros = Frame.of(new byte[3]);

		assertThat(zeros.hashCode()).isZero();
		assertThat(zeros).isEqualTo(Frame.of(new byte[3])).isNotEqualTo(Frame.of(new byte[2]));
	}

	@Test
	void nothingIsOneAndTheSameFrame() {
		assertThat(Frame.of(new byte[0])).isSameAs(Frame.EMPTY);
		assertThat(Frame.of(BYTES, 9, 0)).isSameAs(Frame.EMPTY);
		assertThat(Frame.of("")).isSameAs(Frame.EMPTY);
		assertThat(Frame.EMPTY.isEmpty()).isTrue();
		assertThat(Frame.EMPTY.array()).isEmpty();
		assertThat(Frame.EMPTY.toString()).isEmpty();
	}

	@Test
	void theArrayOfAWholeFrameIsNotCopied() {
		assertThat(Frame.of(BYTES).array()).isSameAs(BYTES);
		assertThat(Frame.of(BYTES, 0, BYTES.length).array()).isSameAs(BYTES);
		assertThat(Frame.of(BYTES, 0, 3).array()).isNotSameAs(BYTES).hasSize(3);
		assertThat(Frame.of(BYTES, 7, 2).array()).containsExactly('y', 'y');
	}

	@Test
	void oneCharacterIsRecognised() {
		assertThat(Frame.of("C").is('C')).isTrue();
		assertThat(Frame.of(BYTES, 2, 1).is('h')).isTrue();
		assertThat(Frame.of("C").is('W')).isFalse();
		assertThat(Frame.of("CC").is('C')).isFalse();
		assertThat(Frame.EMPTY.is('C')).isFalse();
	}

	@Test
	void theContentIsCopiedToTheBuffersPosition() {
		ByteBuffer target = ByteBuffer.allocate(8);
		target.put((byte) '>');

		this.part.writeTo(target);

		assertThat(target.position()).isEqualTo(6);
		assertThat(new String(target.array(), 0, 6, StandardCharsets.US_ASCII)).isEqualTo(">hello");
		assertThatExceptionOfType(BufferOverflowException.class).isThrownBy(() -> this.part.writeTo(target));
	}

	@Test
	void textIsUtf8AndMalformedBytesDoNotThrow() {
		assertThat(Frame.of("grüße 🐷").text()).isEqualTo("grüße 🐷");
		assertThat(Frame.of(new byte[] { (byte) 0xff, 'a' }).text()).isEqualTo("\ufffda");
	}

	@Test
	void aLogShowsOnlyPlainCharacters() {
		Frame hostile = Frame.of(new byte[] { 'a', '\n', 0, (byte) 0xff, '\\', 0x7f, ' ', '~', 0x1b });

		assertThat(hostile).hasToString("a\\x0a\\x00\\xff\\x5c\\x7f ~\\x1b");
	}

	@Test
	void aLogIsCutAfter64Bytes() {
		assertThat(Frame.of("a".repeat(64))).hasToString("a".repeat(64));
		assertThat(Frame.of("a".repeat(65))).hasToString("a".repeat(64) + "… (65 bytes)");
	}

}
