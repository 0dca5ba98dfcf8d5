package io.pigato.internal.transport.zmtp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.pigato.internal.Frame;
import io.pigato.internal.transport.RawPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Commands and what is in them. */
class CommandTests {

	@Test
	void readyOfOursIsThatOfTheRfc() {
		byte[] ready = new PeerProperties("DEALER", Frame.of("me")).ready();
		byte[] expected = RawPeer.ready("DEALER", new byte[] { 'm', 'e' });
		assertThat(Arrays.copyOf(ready, 2)).containsExactly(FrameParser.COMMAND, expected.length);
		assertThat(Arrays.copyOfRange(ready, 2, ready.length)).isEqualTo(expected);
	}

	@Test
	void readyWithTheLongestIdentityIsALongFrame() throws Exception {
		Frame identity = Frame.of("i".repeat(255));
		byte[] ready = new PeerProperties("DEALER", identity).ready();
		assertThat(ready[0]).isEqualTo((byte) (FrameParser.COMMAND | FrameParser.LONG));
		assertThat(ByteBuffer.wrap(ready, 1, 8).getLong()).isEqualTo(ready.length - 9);
		Command command = Command.parse(Frame.of(ready, 9, ready.length - 9));
		assertThat(PeerProperties.parse(command.data())).isEqualTo(new PeerProperties("DEALER", identity));
	}

	@Test
	void propertiesAreReadInAnyCapitalsAndUnknownOnesPassedOver() throws Exception {
		ByteBuffer data = data(RawPeer.property("X-Other", new byte[300]), property("soCKET-tYPE", "ROUTER"),
				property("", "nameless"), property("IDENTITY", "x"));
		assertThat(PeerProperties.parse(data)).isEqualTo(new PeerProperties("ROUTER", Frame.of("x")));
	}

	@Test
	void everyTruncationOfAReadyIsAnError() throws Exception {
		byte[] body = RawPeer.ready("DEALER", "identity".getBytes(StandardCharsets.US_ASCII));
		int socketTypeOnly = RawPeer.ready("DEALER", null).length;
		for (int length = 0; length < body.length; length++) {
			Frame cut = Frame.of(Arrays.copyOf(body, length));
			if (length == socketTypeOnly) {
				assertThat(PeerProperties.parse(Command.parse(cut).data()).identity()).isEqualTo(Frame.EMPTY);
			}
			else {
				assertThatExceptionOfType(ProtocolException.class).as("%s bytes", length)
					.isThrownBy(() -> PeerProperties.parse(Command.parse(cut).data()));
			}
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 9 })
	void lengthThatIsNotThereIsAnError(int length) {
		ByteBuffer data = data(property("Socket-Type", "ROUTER"));
		data.putInt(12, length);
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> PeerProperties.parse(data))
			.withMessageContaining("malformed");
	}

	@Test
	void readyWithoutASocketTypeIsAnError() {
		assertThatExceptionOfType(ProtocolException.class)
			.isThrownBy(() -> PeerProperties.parse(data(property("Identity", "x"))))
			.withMessageContaining("socket type");
	}

	@Test
	void properIdentitiesHaveUpTo255BytesAndDoNotBeginWith0() {
		assertThat(new PeerProperties("DEALER", Frame.EMPTY).hasProperIdentity()).isTrue();
		assertThat(new PeerProperties("DEALER", Frame.of("a\0")).hasProperIdentity()).isTrue();
		assertThat(new PeerProperties("DEALER", Frame.of("i".repeat(255))).hasProperIdentity()).isTrue();
		assertThat(new PeerProperties("DEALER", Frame.of("i".repeat(256))).hasProperIdentity()).isFalse();
		assertThat(new PeerProperties("DEALER", Frame.of("\0a")).hasProperIdentity()).isFalse();
	}

	@Test
	void commandNeedsAName() {
		for (byte[] body : new byte[][] { {}, { 0 }, { 0, 'x' }, { 2, 'x' }, { (byte) 0xff, 'x' } }) {
			assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> Command.parse(Frame.of(body)))
				.withMessageContaining("name");
		}
	}

	@Test
	void pingIsAnsweredWithItsContext() throws Exception {
		for (int context = 0; context <= 16; context++) {
			byte[] body = new byte[7 + context];
			ByteBuffer.wrap(body)
				.put((byte) 4)
				.put("PING".getBytes(StandardCharsets.US_ASCII))
				.putShort((short) 0xffff);
			Arrays.fill(body, 7, body.length, (byte) 'c');
			Command ping = Command.parse(Frame.of(body));
			assertThat(ping.is(Command.PING)).isTrue();
			assertThat(ping.pingTtlNanos()).isEqualTo(6_553_500_000_000L);
			assertThat(new String(ping.pong(), StandardCharsets.US_ASCII))
				.isEqualTo("\4" + (char) (5 + context) + "\4PONG" + "c".repeat(context));
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 5, 6, 24, 100 })
	void pingOfAnotherLengthIsAnError(int length) throws Exception {
		byte[] body = Arrays.copyOf("\4PING".getBytes(StandardCharsets.US_ASCII), length);
		Command ping = Command.parse(Frame.of(body));
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(ping::pingTtlNanos);
	}

	@Test
	void errorSaysItsReasonAsFarAsItIsThere() throws Exception {
		byte[] error = Command.error("no such type");
		assertThat(Command.parse(Frame.of(error, 2, error.length - 2)).errorReason()).isEqualTo("no such type");
		for (int cut = 2 + 6; cut < error.length; cut++) {
			assertThat("no such type").startsWith(Command.parse(Frame.of(error, 2, cut - 2)).errorReason());
		}
	}

	@Test
	void subscriptionCarriesItsTopic() throws Exception {
		byte[] encoded = Command.subscription(Command.SUBSCRIBE, Frame.of("topic"));
		assertThat(new String(encoded, StandardCharsets.US_ASCII)).isEqualTo("\4\17\11SUBSCRIBEtopic");
		assertThat(Command.parse(Frame.of(encoded, 2, encoded.length - 2)).topic()).isEqualTo(Frame.of("topic"));
	}

	private static ByteBuffer data(byte[]... properties) {
		ByteBuffer data = ByteBuffer.allocate(1000);
		for (byte[] property : properties) {
			data.put(property);
		}
		return data.flip();
	}

	private static byte[] property(String name, String value) {
		return RawPeer.property(name, value.getBytes(StandardCharsets.US_ASCII));
	}

}
