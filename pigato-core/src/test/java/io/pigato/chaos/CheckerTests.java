package io.pigato.chaos;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** That the checker finds what it is there to find, and nothing where nothing is. */
class CheckerTests {

	private static final Duration GRACE = Duration.ofMillis(500);

	private final List<Line> lines = new ArrayList<>();

	private long millis;

	@Test
	void runInGoodOrderHasNoViolation() {
		echo("client0.1#1");
		stream("client0.1#3");
		end();
		assertThat(violations()).isEmpty();
	}

	@Test
	void findsALostReply() {
		asked("client0.1#1", Kind.ECHO, false);
		worked("client0.1#1", "worker0.1/1");
		end();
		assertThat(violations()).containsExactly("request client0.1#1 (ECHO) never ended");
	}

	@Test
	void findsADoubleReply() {
		echo("client0.1#1");
		client(Event.REPLY, "client0.1#1", "client0.1#1:worker0.1/1:0");
		end();
		assertThat(violations()).singleElement().asString().contains("after its end");
	}

	@Test
	void findsAnErrorAfterTheReply() {
		echo("client0.1#1");
		client(Event.ERROR, "client0.1#1", "C_TIMEOUT", "late");
		end();
		assertThat(violations()).singleElement().asString().contains("after its end");
	}

	@Test
	void findsAPartAfterTheEnd() {
		stream("client0.1#3");
		client(Event.PART, "client0.1#3", "client0.1#3:worker0.1/1:3");
		end();
		assertThat(violations()).singleElement().asString().contains("after its end");
	}

	@Test
	void findsPartsInAWrongOrder() {
		streamOf(1, 0, 2);
		assertThat(violations()).hasSize(2).allSatisfy((violation) -> assertThat(violation).contains("in place of"));
	}

	@Test
	void findsAMissingPart() {
		streamOf(0, 2);
		assertThat(violations()).anySatisfy((violation) -> assertThat(violation).contains("in place of 1"));
	}

	@Test
	void findsARepeatedPart() {
		streamOf(0, 1, 1, 2);
		assertThat(violations()).anySatisfy((violation) -> assertThat(violation).contains("in place of 2"));
	}

	@Test
	void findsAStreamThatEndsTooEarly() {
		streamOf(0, 1);
		assertThat(violations())
			.containsExactly("client0.1 REPLY client0.1#3 client0.1#3:worker0.1/1:2: the end after 2 of 3 parts");
	}

	@Test
	void findsPartsOfTwoHandlers() {
		asked("client0.1#2", Kind.STREAM, true);
		worked("client0.1#2", "worker0.1/1");
		worked("client0.1#2", "worker1.1/1");
		client(Event.PART, "client0.1#2", "client0.1#2:worker0.1/1:0");
		client(Event.PART, "client0.1#2", "client0.1#2:worker1.1/1:1");
		client(Event.REPLY, "client0.1#2", "client0.1#2:worker1.1/1:2");
		end();
		assertThat(violations()).singleElement().asString().contains("of another handler than before");
	}

	@Test
	void findsTheReplyToAnotherRequest() {
		asked("client0.1#1", Kind.ECHO, false);
		worked("client0.1#1", "worker0.1/1");
		client(Event.REPLY, "client0.1#1", "client0.1#2:worker0.1/1:0");
		end();
		assertThat(violations()).anySatisfy((violation) -> assertThat(violation).contains("to another request"));
	}

	@Test
	void findsAReplyThatNobodyAskedFor() {
		client(Event.REPLY, "client0.1#9", "client0.1#9:worker0.1/1:0");
		end();
		assertThat(violations()).singleElement().asString().contains("nobody asked");
	}

	@Test
	void findsAHandlerThatIsEnteredForNobody() {
		worked("client0.1#9", "worker0.1/1");
		end();
		assertThat(violations()).singleElement().asString().contains("nobody asked");
	}

	@Test
	void findsASecondEntryWithoutRetryUnlessItWasRejected() {
		echo("client0.1#1");
		add("worker1.1", Event.BEGUN, "client0.1#1", "worker1.1/1");
		end();
		assertThat(violations()).singleElement().asString().contains("2 times without retry");
		add("worker1.1", Event.REJECTED, "client0.1#1", "worker1.1/1");
		assertThat(violations()).isEmpty();
	}

	@Test
	void acceptsASecondEntryWithRetry() {
		asked("client0.1#1", Kind.ECHO, true);
		add("worker1.1", Event.BEGUN, "client0.1#1", "worker1.1/1");
		worked("client0.1#1", "worker0.1/1");
		client(Event.REPLY, "client0.1#1", "client0.1#1:worker0.1/1:0");
		end();
		assertThat(violations()).isEmpty();
	}

	@Test
	void findsAReplyThatNobodyMade() {
		asked("client0.1#1", Kind.ECHO, false);
		add("worker0.1", Event.BEGUN, "client0.1#1", "worker0.1/1");
		client(Event.REPLY, "client0.1#1", "client0.1#1:worker0.1/1:0");
		end();
		assertThat(violations()).singleElement().asString().contains("a reply that nobody made");
	}

	@Test
	void findsASilenceThatIsTooLongUnlessTheClientStoodStill() {
		asked("client0.1#1", Kind.ECHO, false);
		long begin = this.millis;
		worked("client0.1#1", "worker0.1/1");
		this.millis = begin + 4000;
		client(Event.REPLY, "client0.1#1", "client0.1#1:worker0.1/1:0");
		end();
		assertThat(violations()).singleElement().asString().contains("was silent for 4");
		this.lines.add(0, at(begin + 1000, "conductor", Event.STOPPED, "client0.1"));
		this.lines.add(1, at(begin + 3900, "conductor", Event.CONTINUED, "client0.1"));
		assertThat(violations()).isEmpty();
	}

	@Test
	void findsARequestThatAKilledClientShouldHaveSeenTheEndOf() {
		asked("client0.1#1", Kind.ECHO, false);
		this.lines.add(0, at(this.millis + 1000, "conductor", Event.KILLED, "client0.1"));
		endOf("worker0.1");
		assertThat(violations()).isEmpty();
		this.lines.set(0, at(this.millis + 9000, "conductor", Event.KILLED, "client0.1"));
		assertThat(violations()).singleElement().asString().contains("was silent for");
	}

	@Test
	void findsErrorsThatMustNotBe() {
		asked("client0.1#1", Kind.ECHO, false);
		client(Event.ERROR, "client0.1#1", "W_INTERNAL", "internal_error");
		asked("client0.1#2", Kind.ECHO, false);
		worked("client0.1#2", "worker0.1/1");
		client(Event.ERROR, "client0.1#2", Kind.ERROR_CODE, "client0.1#2:worker0.1/1:0");
		end();
		assertThat(violations()).hasSize(2);
	}

	@Test
	void acceptsThatAWorkerCancelsOnlyWhatItCouldHaveHeardNothingOf() {
		asked("client0.1#1", Kind.SILENT, false);
		this.millis += ChaosPlan.SILENCE_MILLIS;
		client(Event.ERROR, "client0.1#1", "CANCELLED", "cancelled");
		end();
		assertThat(violations()).isEmpty();
		asked("client0.1#2", Kind.SILENT, false);
		client(Event.ERROR, "client0.1#2", "CANCELLED", "cancelled");
		assertThat(violations()).singleElement().asString().contains("no such error");
	}

	@Test
	void acceptsOneCallThatHadBegunBeforeACancel() {
		asked("client0.1#3", Kind.STREAM, false);
		worked("client0.1#3", "worker0.1/1");
		client(Event.CANCELLED, "client0.1#3");
		client(Event.PART, "client0.1#3", "client0.1#3:worker0.1/1:0");
		end();
		assertThat(violations()).isEmpty();
		client(Event.PART, "client0.1#3", "client0.1#3:worker0.1/1:1");
		assertThat(violations()).singleElement().asString().contains("after its cancel");
	}

	@Test
	void findsWhatABrokerHolds() {
		echo("client0.1#1");
		end();
		add("broker0.1", Event.SNAPSHOT, 0, 0, 0, 0, 0, 1, 0);
		assertThat(violations()).singleElement().asString().contains("what is left");
	}

	@Test
	void findsAProcessWithoutAnEnd() {
		echo("client0.1#1");
		end();
		add("worker2.1", Event.CONNECTED);
		assertThat(violations()).containsExactly("worker2.1 has no end, nor was it killed");
	}

	@Test
	void findsWhatNobodyCaught() {
		end();
		add("worker0.1", Event.THROWN, "java.lang.IllegalStateException");
		assertThat(violations()).singleElement().asString().contains("caught by nobody");
	}

	@Test
	void delaysAreFromTheAccidentToItsFirstWitness() {
		this.lines.add(at(1000, "conductor", Event.KILLED, "worker0.1"));
		this.lines.add(at(2000, "conductor", Event.STOPPED, "worker1.1"));
		this.lines.add(at(1007, "broker0.1", Event.WORKER_LOST, "worker0.1-abc", 3));
		this.lines.add(at(2790, "broker0.1", Event.WORKER_LOST, "worker1.1-def", 0));
		Checker checker = new Checker(GRACE);
		this.lines.forEach(checker::add);
		assertThat(checker.delays().rows()).containsExactly(
				"| connection end: worker killed \u2192 broker | 1 | 7.0 | 7.0 | 7.0 |",
				"| silence: worker stopped \u2192 broker | 1 | 790.0 | 790.0 | 790.0 |");
		assertThat(checker.delays().longestMillis("silence")).isEqualTo(790);
	}

	@Test
	void halfALineAtTheEndWasNeverRecorded(@TempDir Path folder) throws Exception {
		try (RecordFile record = new RecordFile(folder, "client0.1")) {
			record.add(Event.ASKED, "client0.1#1", Kind.ECHO, false, 2000);
			record.add(Event.CONNECTED);
		}
		Path file = folder.resolve("client0.1" + RecordFile.ENDING);
		byte[] whole = Files.readAllBytes(file);
		Files.write(file, Arrays.copyOf(whole, whole.length - 3));
		List<Line> read = new ArrayList<>();
		RecordFile.read(file, read::add);
		assertThat(read).singleElement().extracting(Line::event).isEqualTo(Event.ASKED);
		Files.write(file, whole);
		RecordFile.read(file, read::add);
		assertThat(read).hasSize(3);
	}

	private void echo(String id) {
		asked(id, Kind.ECHO, false);
		worked(id, "worker0.1/1");
		client(Event.REPLY, id, id + ":worker0.1/1:0");
	}

	private void stream(String id) {
		asked(id, Kind.STREAM, false);
		worked(id, "worker0.1/1");
		for (int i = 0; i < 3; i++) {
			client(Event.PART, id, id + ":worker0.1/1:" + i);
		}
		client(Event.REPLY, id, id + ":worker0.1/1:3");
	}

	/** A request with three parts gets these. */
	private void streamOf(int... places) {
		String id = "client0.1#3";
		asked(id, Kind.STREAM, false);
		worked(id, "worker0.1/1");
		for (int place : places) {
			client(Event.PART, id, id + ":worker0.1/1:" + place);
		}
		client(Event.REPLY, id, id + ":worker0.1/1:" + places.length);
		end();
	}

	private void asked(String id, Kind kind, boolean retry) {
		client(Event.ASKED, id, kind, retry, 2000);
	}

	private void worked(String id, String entry) {
		String worker = entry.substring(0, entry.indexOf('/'));
		add(worker, Event.BEGUN, id, entry);
		add(worker, Event.FINISHED, id, entry);
	}

	private void client(Event event, Object... words) {
		add("client0.1", event, words);
	}

	/** Everybody ends in good order, and the broker holds nothing. */
	private void end() {
		endOf("client0.1");
		endOf("worker0.1");
		endOf("worker1.1");
	}

	private void endOf(String process) {
		add(process, Event.ENDED);
		add("broker0.1", Event.SNAPSHOT, 0, 0, 0, 0, 0, 0, 0);
		add("broker0.1", Event.ENDED);
		add("conductor", Event.ENDED);
	}

	private void add(String process, Event event, Object... words) {
		this.lines.add(at(++this.millis, process, event, words));
	}

	private static Line at(long millis, String process, Event event, Object... words) {
		return Line.of(process, TimeUnit.MILLISECONDS.toNanos(millis), event, words);
	}

	private List<String> violations() {
		Checker checker = new Checker(GRACE);
		this.lines.forEach(checker::add);
		return checker.finish();
	}

}
