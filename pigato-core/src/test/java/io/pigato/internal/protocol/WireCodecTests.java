package io.pigato.internal.protocol;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.protocol.Malformed.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** The codec's own rules: shapes, limits, and what it does with anything else. */
class WireCodecTests {

	private static final int FUZZ_INPUTS = 100_000;

	private static final List<String> WORDS = List.of("C", "W", "1", "2", "3", "4", "5", "6", "7", "8", "", "0", "-1",
			"request", "req", "worker", "cancel", "echo", "r-1", "{}", "null", "undefined", "\u0000", "é");

	@ParameterizedTest
	@CsvSource({ "C 2 echo r-1, ClientRequest", "C 4, ClientHeartbeat", "C 4 r-1, RequestHeartbeat",
			"C 4 request r-1, RequestHeartbeat", "C 4 worker w-1, WorkerKeepAlive", "C 4 cancel r-1, CancelRequest",
			"W 1 echo, WorkerReady", "W 4, WorkerHeartbeat", "W 4 _, WorkerHeartbeat", "W 4 _ {}, WorkerHeartbeat",
			"W 4 _ {} x, WorkerHeartbeat", "W 3 c-1 _ r-1 0, WorkerReply", "W 6 c-1 _ r-1 0, WorkerReply",
			"W 7 c-1 _ r-1, WorkerReject", "W 5, WorkerGoodbye" })
	void shortestFormIsReadAtTheBroker(String frames, String record) {
		assertThat(WireCodec.decodeAtBroker(words(frames)).getClass().getSimpleName()).isEqualTo(record);
	}

	@ParameterizedTest
	@CsvSource({ "C 4, ClientHeartbeatEcho", "C 4 {} x, ClientHeartbeatEcho", "C 3 _ r-1 0 1, ClientReply",
			"C 6 _ r-1 0 1, ClientReply" })
	void shortestFormIsReadAtTheClient(String frames, String record) {
		assertThat(WireCodec.decodeAtClient(words(frames)).getClass().getSimpleName()).isEqualTo(record);
	}

	@ParameterizedTest
	@CsvSource({ "W 1, ReadyAck", "W 4, WorkerHeartbeatEcho", "W 4 c-1 _ r-1, HandlerHeartbeat",
			"W 4 c-1 _ r-1 cancel, HandlerCancel", "W 2 c-1 echo _ r-1 1, WorkerRequest", "W 5, WorkerDismissal" })
	void shortestFormIsReadAtTheWorker(String frames, String record) {
		assertThat(WireCodec.decodeAtWorker(words(frames)).getClass().getSimpleName()).isEqualTo(record);
	}

	@ParameterizedTest
	@CsvSource({ "X 4, UNKNOWN_TAG", "_ 4, UNKNOWN_TAG", "CC 4, UNKNOWN_TAG", "C, TOO_SHORT", "C 9, UNKNOWN_TYPE",
			"C _, UNKNOWN_TYPE", "C 44, UNKNOWN_TYPE", "C 1, UNKNOWN_TYPE", "C 3 _ r-1 0 1, UNKNOWN_TYPE",
			"C 5, UNKNOWN_TYPE", "C 2 echo, TOO_SHORT", "C 2 echo _, EMPTY_NAME", "C 4 _, EMPTY_NAME",
			"C 4 request _, EMPTY_NAME", "C 4 other r-1, UNKNOWN_TYPE", "C 4 _ r-1, UNKNOWN_TYPE", "W, TOO_SHORT",
			"W 1, TOO_SHORT", "W 2 c-1 echo _ r-1 1, UNKNOWN_TYPE", "W 8, UNKNOWN_TYPE", "W 3 c-1 _ r-1, TOO_SHORT",
			"W 3 _ _ r-1 0, EMPTY_NAME", "W 3 c-1 _ _ 0, EMPTY_NAME", "W 3 c-1 _ r-1 1, UNKNOWN_CODE",
			"W 6 c-1 _ r-1 -2, UNKNOWN_CODE", "W 3 c-1 _ r-1 OK, UNKNOWN_CODE", "W 7 c-1 _, TOO_SHORT",
			"W 7 _ _ r-1, EMPTY_NAME", "W 7 c-1 _ _, EMPTY_NAME" })
	void anythingElseIsMalformedAtTheBroker(String frames, Reason reason) {
		assertThat(WireCodec.decodeAtBroker(words(frames))).isEqualTo(new Malformed(reason, words(frames)));
	}

	@ParameterizedTest
	@CsvSource({ "W 4, UNKNOWN_TAG", "C, TOO_SHORT", "C 2 echo r-1 1 {}, UNKNOWN_TYPE", "C 5, UNKNOWN_TYPE",
			"C 3 _ r-1 0, TOO_SHORT", "C 3 _ _ 0 1, EMPTY_NAME", "C 3 _ r-1 7 1, UNKNOWN_CODE" })
	void anythingElseIsMalformedAtTheClient(String frames, Reason reason) {
		assertThat(WireCodec.decodeAtClient(words(frames))).isEqualTo(new Malformed(reason, words(frames)));
	}

	@ParameterizedTest
	@CsvSource({ "C 4, UNKNOWN_TAG", "W, TOO_SHORT", "W 3 c-1 _ r-1 0 1 {}, UNKNOWN_TYPE", "W 9, UNKNOWN_TYPE",
			"W 2 c-1 echo _ r-1, TOO_SHORT", "W 2 _ echo _ r-1 1, EMPTY_NAME", "W 2 c-1 echo _ _ 1, EMPTY_NAME",
			"W 4 x, UNKNOWN_TYPE", "W 4 x y, UNKNOWN_TYPE", "W 4 c-1 _ r-1 other, UNKNOWN_TYPE",
			"W 4 c-1 _ r-1 cancel x, UNKNOWN_TYPE", "W 4 _ _ r-1, EMPTY_NAME", "W 4 c-1 _ _ cancel, EMPTY_NAME" })
	void anythingElseIsMalformedAtTheWorker(String frames, Reason reason) {
		assertThat(WireCodec.decodeAtWorker(words(frames))).isEqualTo(new Malformed(reason, words(frames)));
	}

	@Test
	void messageWithoutFramesIsMalformedEverywhere() {
		Malformed nothing = new Malformed(Reason.TOO_SHORT, Message.of());
		assertThat(WireCodec.decodeAtBroker(Message.of())).isEqualTo(nothing);
		assertThat(WireCodec.decodeAtClient(Message.of())).isEqualTo(nothing);
		assertThat(WireCodec.decodeAtWorker(Message.of())).isEqualTo(nothing);
	}

	@ParameterizedTest
	@MethodSource("goldenNames")
	void everyTruncationIsReadOrMalformed(String name) {
		Message golden = GoldenFrames.all().get(name);
		assertThat(golden).isNotNull();
		for (int count = 0; count < golden.size(); count++) {
			Message truncated = Frames.first(golden, count);
			WireMessage read = GoldenFramesTests.decode(name, truncated);
			if (count < 2) {
				assertThat(read).isEqualTo(new Malformed(Reason.TOO_SHORT, truncated));
			}
			else if (!(read instanceof Malformed)) {
				assertThat(GoldenFramesTests.decode(name, WireCodec.encode(read))).hasSameClassAs(read);
			}
		}
	}

	@Test
	void randomFramesAreReadOrMalformed() {
		Random random = new Random(20_240_517);
		Set<Class<?>> seen = new HashSet<>();
		for (int i = 0; i < FUZZ_INPUTS; i++) {
			Message message = random(random);
			for (WireMessage read : List.of(WireCodec.decodeAtBroker(message), WireCodec.decodeAtClient(message),
					WireCodec.decodeAtWorker(message))) {
				seen.add(read.getClass());
				if (!(read instanceof Malformed)) {
					assertThat(WireCodec.encode(read).size()).isGreaterThanOrEqualTo(2);
				}
			}
		}
		assertThat(seen).containsAll(records());
	}

	@ParameterizedTest
	@MethodSource("records")
	void everyRecordIsReadAsItWasWritten(Class<? extends WireMessage> type) {
		Map<String, WireMessage> golden = GoldenRecords.all();
		List<String> names = golden.keySet().stream().filter((name) -> type.isInstance(golden.get(name))).toList();
		assertThat(names).isNotEmpty();
		for (String name : names) {
			Message written = WireCodec.encode(golden.get(name));
			assertThat(WireCodec.encode(GoldenFramesTests.decode(name, written))).isEqualTo(written);
			assertThat(GoldenFramesTests.decode(name, written)).isInstanceOf(type);
		}
	}

	@Test
	void malformedMessageIsNotSentOn() {
		Malformed malformed = new Malformed(Reason.TOO_SHORT, Message.of());
		assertThatIllegalArgumentException().isThrownBy(() -> WireCodec.encode(malformed));
	}

	@Test
	void framesAreForwardedAsTheyAre() {
		Frame data = Frame.of("{ \"a\" : 1 }");
		Frame options = Frame.of("{ \"b\" : 2 }");
		Message got = Message.of(Frame.of("W"), Frame.of("3"), Frame.of("c-1"), Frame.EMPTY, Frame.of("r-1"),
				Frame.of("0"), data, options);
		WorkerReply reply = (WorkerReply) WireCodec.decodeAtBroker(got);
		Message sent = WireCodec.encode(new ClientReply(reply.last(), reply.rid(), reply.body()));
		assertThat(sent.frame(5)).isSameAs(data);
		assertThat(sent.frame(6)).isSameAs(options);
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			'', "W_INTERNAL"
			undefined, "W_INTERNAL"
			null, "W_INTERNAL"
			'""', "W_INTERNAL"
			'0', "W_INTERNAL"
			'false', "W_INTERNAL"
			'{}', {}
			'"x"', "x"
			""", quoteCharacter = '\'')
	void errorNeverHasDataThatJavaScriptTakesForFalse(String data, String sent) {
		ReplyBody body = new ReplyBody(ReplyCode.ERROR, Frame.of(data), Frame.EMPTY);
		assertThat(WireCodec.encode(new ClientReply(false, Frame.of("r"), body)))
			.isEqualTo(Frames.message("C", "3", "", "r", "-1", sent, "{}"));
	}

	@Test
	void nothingIsNeverAnEmptyFrameNorUndefined() {
		for (String nothing : List.of("", "undefined", "null", " null ")) {
			ReplyBody body = new ReplyBody(ReplyCode.OK, Frame.of(nothing), Frame.of(nothing));
			assertThat(WireCodec.encode(new ClientReply(true, Frame.of("r"), body)))
				.isEqualTo(Frames.message("C", "3", "", "r", "0", "null", "{}"));
		}
	}

	@Test
	void statusOfNullIsSentAsABareHeartbeat() {
		assertThat(WireCodec.encode(new WorkerHeartbeat(Frame.of("null")))).isEqualTo(Frames.message("W", "4"));
	}

	@ParameterizedTest
	@EnumSource(MessageType.class)
	void typeIsFoundByItsFrame(MessageType type) {
		assertThat(type.frame()).isEqualTo(Frame.of(String.valueOf(type.ordinal() + 1)));
		assertThat(MessageType.of(Frame.of(type.frame().text()))).isSameAs(type);
	}

	@ParameterizedTest
	@CsvSource({ "''", "0", "8", "11", "a", "é" })
	void otherFrameIsNoType(String text) {
		assertThat(MessageType.of(Frame.of(text))).isNull();
	}

	static Set<String> goldenNames() {
		return GoldenRecords.all().keySet();
	}

	static List<Class<?>> records() {
		return Stream
			.of(WireMessage.FromClient.class, WireMessage.FromWorker.class, WireMessage.ToClient.class,
					WireMessage.ToWorker.class)
			.flatMap((side) -> Stream.of(side.getPermittedSubclasses()))
			.filter((type) -> type != Malformed.class)
			.<Class<?>>map((type) -> type)
			.toList();
	}

	private static Message random(Random random) {
		Frame[] frames = new Frame[random.nextInt(10)];
		for (int i = 0; i < frames.length; i++) {
			boolean tag = i == 0 && random.nextInt(8) > 0;
			boolean type = i == 1 && random.nextInt(8) > 0;
			int from = (type) ? 2 : 0;
			int bound = tag ? 2 : (type ? 7 : WORDS.size());
			frames[i] = (random.nextInt(16) == 0) ? bytes(random) : Frame.of(WORDS.get(from + random.nextInt(bound)));
		}
		return Message.of(frames);
	}

	private static Frame bytes(Random random) {
		byte[] bytes = new byte[random.nextInt(40)];
		random.nextBytes(bytes);
		return Frame.of(bytes);
	}

	private static Message words(String frames) {
		String[] words = frames.split(" ");
		for (int i = 0; i < words.length; i++) {
			words[i] = words[i].equals("_") ? "" : words[i];
		}
		return Frames.message(words);
	}

}
