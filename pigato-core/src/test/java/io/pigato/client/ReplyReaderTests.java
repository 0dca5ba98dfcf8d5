package io.pigato.client;

import io.pigato.PigatoPayloadException;
import io.pigato.PigatoRemoteException;
import io.pigato.internal.Frame;
import io.pigato.internal.protocol.JsonFrames;
import io.pigato.internal.protocol.ReplyBody;
import io.pigato.internal.protocol.ReplyCode;
import io.pigato.payload.JacksonPayloadCodec;
import io.pigato.payload.PayloadType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ReplyReaderTests {

	private final ReplyReader<Integer> reader = new ReplyReader<>("count", PayloadType.of(int.class),
			new JacksonPayloadCodec());

	@ParameterizedTest
	@ValueSource(strings = { "", "null", "undefined" })
	void emptyEndOfAStreamIsNoElementWhateverTheType(String data) {
		assertThat(this.reader.readEnd(ok(data))).isNull();
		assertThatExceptionOfType(PigatoPayloadException.class).isThrownBy(() -> this.reader.read(ok(data)));
	}

	@Test
	void endOfAStreamMayCarryTheLastElement() {
		assertThat(this.reader.readEnd(ok("3"))).isEqualTo(3);
	}

	@Test
	void errorAtTheEndOfAStreamIsThrown() {
		ReplyBody error = new ReplyBody(ReplyCode.ERROR, Frame.of("null"), JsonFrames.EMPTY_OBJECT);
		assertThatExceptionOfType(PigatoRemoteException.class).isThrownBy(() -> this.reader.readEnd(error));
	}

	private static ReplyBody ok(String data) {
		return new ReplyBody(ReplyCode.OK, Frame.of(data), JsonFrames.EMPTY_OBJECT);
	}

}
