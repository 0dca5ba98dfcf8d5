package io.pigato.internal.protocol;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The codec against what other peers send, both ways. */
class GoldenFramesTests {

	private static final Map<String, Message> FRAMES = GoldenFrames.all();

	private static final Map<String, WireMessage> RECORDS = GoldenRecords.all();

	/**
	 * Those that we send otherwise than their origin did; each has a test below that says
	 * how.
	 */
	private static final Set<String> SENT_OTHERWISE = Set.of("nodejs/F01-client-request/undefined-data",
			"written/F01-client-request/ruby", "written/F01-client-request/go", "written/F03-request-heartbeat/old",
			"written/F03-request-heartbeat/req", "nodejs/F07-client-reply/no-options", "nodejs/F07-client-reply/error",
			"written/F07-client-reply/empty-code", "written/F07-client-reply/partial-error",
			"nodejs/F13-worker-request/no-options", "nodejs/F13-worker-request/undefined",
			"nodejs/F14-worker-reply/error", "nodejs/F14-worker-reply/error-object",
			"nodejs/F14-worker-reply/error-undefined", "written/F14-worker-reply/ruby",
			"written/F14-worker-reply/shortest", "nodejs/F15-worker-reject/bare", "nodejs/F15-worker-reject/reason",
			"written/F15-worker-reject/shortest");

	@Test
	void everyGoldenMessageHasARecord() {
		Set<String> messages = new TreeSet<>(FRAMES.keySet());
		messages.removeIf((name) -> name.contains("/F17-"));
		assertThat(messages).isEqualTo(new TreeSet<>(RECORDS.keySet())).hasSizeGreaterThan(40);
	}

	@ParameterizedTest
	@MethodSource("names")
	void goldenMessageIsReadAsItsRecord(String name) {
		assertThat(decode(name, golden(name))).isEqualTo(RECORDS.get(name));
	}

	@ParameterizedTest
	@MethodSource("names")
	void recordIsWrittenAsItsGoldenMessage(String name) {
		Message written = WireCodec.encode(record(name));
		if (SENT_OTHERWISE.contains(name)) {
			assertThat(written).isNotEqualTo(golden(name));
		}
		else {
			assertThat(written).isEqualTo(golden(name));
		}
	}

	@ParameterizedTest
	@MethodSource("completeNames")
	void furtherFramesAtTheEndChangeNothing(String name) {
		assertThat(decode(name, Frames.with(golden(name), "further", ""))).isEqualTo(RECORDS.get(name));
	}

	@Test
	void undefinedDataIsSentAsNull() {
		assertThat(sent("nodejs/F01-client-request/undefined-data").frame(4)).isEqualTo(Frame.of("null"));
		assertThat(sent("nodejs/F13-worker-request/undefined").frame(6)).isEqualTo(Frame.of("null"));
		assertThat(sent("nodejs/F15-worker-reject/bare"))
			.isEqualTo(Frames.message("W", "7", "c-1", "", "r-reject", "0", "null", "{}"));
	}

	@Test
	void missingFramesAreFilledUp() {
		assertThat(sent("written/F01-client-request/ruby").frame(5)).isEqualTo(Frame.of("{}"));
		assertThat(sent("written/F01-client-request/go").frame(5)).isEqualTo(Frame.of("{}"));
		assertThat(sent("nodejs/F07-client-reply/no-options").frame(6)).isEqualTo(Frame.of("{}"));
		assertThat(sent("nodejs/F13-worker-request/no-options").frame(7)).isEqualTo(Frame.of("{}"));
		assertThat(sent("written/F14-worker-reply/ruby").frame(7)).isEqualTo(Frame.of("{}"));
		String rid = "3f2b8c1e-5a94-4d0b-9e57-0c6a1d2f7b38";
		assertThat(sent("written/F14-worker-reply/shortest"))
			.isEqualTo(Frames.message("W", "3", "c-1", "", rid, "0", "null", "{}"));
		assertThat(sent("written/F15-worker-reject/shortest"))
			.isEqualTo(Frames.message("W", "7", "c-1", "", rid, "0", "null", "{}"));
	}

	@Test
	void undefinedOptionsAreSentAsAnEmptyObject() {
		assertThat(sent("nodejs/F07-client-reply/error").frame(6)).isEqualTo(Frame.of("{}"));
		assertThat(sent("nodejs/F14-worker-reply/error").frame(7)).isEqualTo(Frame.of("{}"));
		assertThat(sent("nodejs/F14-worker-reply/error-object").frame(7)).isEqualTo(Frame.of("{}"));
		assertThat(sent("nodejs/F15-worker-reject/reason").frame(7)).isEqualTo(Frame.of("{}"));
	}

	@Test
	void undefinedErrorIsSentAsOneThatANodeClientTakesForAnError() {
		assertThat(sent("nodejs/F14-worker-reply/error-undefined"))
			.isEqualTo(Frames.message("W", "3", "c-1", "", "r-error-undefined", "-1", "\"W_INTERNAL\"", "{}"));
	}

	@Test
	void errorInAPartialIsSentAsAFinalReply() {
		assertThat(sent("written/F07-client-reply/partial-error").frame(1)).isEqualTo(Frame.of("3"));
	}

	@Test
	void emptyCodeIsSentAsZero() {
		assertThat(sent("written/F07-client-reply/empty-code").frame(4)).isEqualTo(Frame.of("0"));
	}

	@Test
	void requestHeartbeatsAreSentInTheirLongForm() {
		assertThat(sent("written/F03-request-heartbeat/old").frame(2)).isEqualTo(Frame.of("request"));
		assertThat(sent("written/F03-request-heartbeat/req").frame(2)).isEqualTo(Frame.of("request"));
	}

	@Test
	void directoryIsReadAndWrittenAsNodeDoes() {
		Map<String, List<String>> two = DirectoryPublication
			.decode(golden("nodejs/F17-directory/two-services").frame(0));
		assertThat(two).containsExactly(Map.entry("echo", List.of("w-1")), Map.entry("größe@1.2.0", List.of("w-2")));
		assertThat(DirectoryPublication.encode(two)).isEqualTo(golden("nodejs/F17-directory/two-services").frame(0));
		Map<String, List<String>> empty = DirectoryPublication
			.decode(golden("nodejs/F17-directory/empty-service").frame(0));
		assertThat(empty).containsEntry("größe@1.2.0", List.of());
		assertThat(DirectoryPublication.encode(empty)).isEqualTo(golden("nodejs/F17-directory/empty-service").frame(0));
	}

	static Set<String> names() {
		return RECORDS.keySet();
	}

	/**
	 * Those with all their frames, and of which no number of frames means something else.
	 */
	static List<String> completeNames() {
		List<String> counted = List.of("/F02-", "/F06-", "/F09-", "/F10-", "/F11-", "/F12-", "/X2-", "/old");
		return names().stream()
			.filter((name) -> counted.stream().noneMatch(name::contains))
			.filter((name) -> golden(name).size() == WireCodec.encode(record(name)).size())
			.toList();
	}

	static WireMessage decode(String name, Message message) {
		if (name.contains("/F06-") || name.contains("/F07-")) {
			return WireCodec.decodeAtClient(message);
		}
		boolean toWorker = Stream.of("/F09-", "/F11-", "/F12-", "/F13-", "/F16-broker", "/X2-")
			.anyMatch(name::contains);
		return toWorker ? WireCodec.decodeAtWorker(message) : WireCodec.decodeAtBroker(message);
	}

	private static Message sent(String name) {
		assertThat(SENT_OTHERWISE).contains(name);
		return WireCodec.encode(record(name));
	}

	private static WireMessage record(String name) {
		WireMessage message = RECORDS.get(name);
		assertThat(message).as(name).isNotNull();
		return message;
	}

	private static Message golden(String name) {
		Message message = FRAMES.get(name);
		assertThat(message).as(name).isNotNull();
		return message;
	}

}
