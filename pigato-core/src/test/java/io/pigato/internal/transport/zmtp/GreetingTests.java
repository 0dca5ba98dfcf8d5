package io.pigato.internal.transport.zmtp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The first 64 bytes, one by one. */
class GreetingTests {

	private final Greeting greeting = new Greeting();

	@Test
	void oursIsThatOfTheRfc() {
		byte[] own = Greeting.own();
		assertThat(own).hasSize(64);
		assertThat(Arrays.copyOf(own, 12)).containsExactly(0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0x7f, 3, 1);
		assertThat(new String(own, 12, 20, StandardCharsets.US_ASCII)).isEqualTo("NULL" + "\0".repeat(16));
		assertThat(Arrays.copyOfRange(own, 32, 64)).containsOnly(0);
	}

	@Test
	void isReadInPartsOfAnySizeAndNotBeyondItsEnd() throws Exception {
		for (int first = 0; first <= 64; first++) {
			Greeting parted = new Greeting();
			ByteBuffer bytes = ByteBuffer.allocate(70).put(Greeting.own()).rewind();
			assertThat(parted.read(bytes.slice(0, first))).isEqualTo(first == 64);
			bytes.position(first);
			assertThat(parted.read(bytes)).isTrue();
			assertThat(bytes.remaining()).isEqualTo(6);
			assertThat(parted.minor()).isEqualTo(1);
		}
	}

	@Test
	void isReadByteByByte() throws Exception {
		byte[] bytes = Greeting.own();
		for (int i = 0; i < 63; i++) {
			assertThat(this.greeting.read(ByteBuffer.wrap(bytes, i, 1))).isFalse();
		}
		assertThat(this.greeting.read(ByteBuffer.wrap(bytes, 63, 1))).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "0, 0, does not speak ZMTP", "0, 10, does not speak ZMTP", "9, 0, ZMTP 1", "9, 126, ZMTP 1",
			"10, 0, ZMTP 2", "10, 1, ZMTP 2", "10, 2, ZMTP 2", "12, 80, mechanism", "16, 1, mechanism",
			"31, 65, mechanism" })
	void isRefusedAtTheByteThatSaysWhy(int at, int value, String reason) throws Exception {
		byte[] bytes = Greeting.own();
		bytes[at] = (byte) value;
		assertThat(this.greeting.read(ByteBuffer.wrap(bytes, 0, at))).isFalse();
		assertThatExceptionOfType(ProtocolException.class)
			.isThrownBy(() -> this.greeting.read(ByteBuffer.wrap(bytes, at, 1)))
			.withMessageContaining(reason);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4, 5, 6, 7, 8, 32, 33, 48, 63 })
	void paddingAndFillerAndAsServerAreNotLookedAt(int at) throws Exception {
		byte[] bytes = Greeting.own();
		bytes[at] = (byte) 0xa5;
		assertThat(this.greeting.read(ByteBuffer.wrap(bytes))).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "3, 0, 0", "3, 1, 1", "3, 7, 7", "4, 0, 1", "255, 9, 9" })
	void laterVersionsAreTakenForWhatTheyMustUnderstand(int major, int minor, int expected) throws Exception {
		byte[] bytes = Greeting.own();
		bytes[10] = (byte) major;
		bytes[11] = (byte) minor;
		assertThat(this.greeting.read(ByteBuffer.wrap(bytes))).isTrue();
		assertThat(this.greeting.minor()).isEqualTo(expected);
	}

}
