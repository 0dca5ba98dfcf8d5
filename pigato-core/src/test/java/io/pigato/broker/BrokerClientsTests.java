package io.pigato.broker;

import java.util.List;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.protocol.ClientHeartbeat;
import io.pigato.internal.protocol.ClientHeartbeatEcho;
import io.pigato.internal.protocol.ClientReply;
import io.pigato.internal.protocol.HandlerCancel;
import io.pigato.internal.protocol.Malformed;
import io.pigato.internal.protocol.RequestHeartbeat;
import io.pigato.internal.protocol.WorkerKeepAlive;
import io.pigato.internal.transport.SendResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** When a client counts as gone, to the millisecond, and what follows. */
class BrokerClientsTests {

	private static final String EXT = "{\"ext\":[],\"timeout\":-1}";

	private static final String PLAIN = "{\"timeout\":-1}";

	private static final long INTERVAL = BrokerHarness.INTERVAL_MILLIS;

	private static final long SILENCE = INTERVAL * (BrokerHarness.LIVENESS + 1);

	private static final long GRACE = INTERVAL * BrokerHarness.LIVENESS;

	private final BrokerHarness broker = new BrokerHarness();

	@BeforeEach
	void worker() {
		this.broker.worker("w", "echo", 9);
		this.broker.notices().clear();
	}

	@Test
	void silentClientWithExtensionsLosesWhatWaitsAndWhatRuns() {
		this.broker.request("c", "echo", "1", EXT);
		this.broker.request("c", "none", "2", EXT);
		pass(SILENCE - 1);
		assertThat(this.broker.notices()).isEmpty();
		pass(1);
		assertThat(this.broker.notices()).containsExactly("c gone with 2");
		assertThat(this.broker.events()).endsWith("cancelled", "cancelled");
		assertThat(this.broker.take("w")).contains(new HandlerCancel(Frame.of("c"), Frame.of("1")));
		assertThat(this.broker.state().queued() + this.broker.state().inFlight()).isZero();
		assertThat(this.broker.state().clients()).isZero();
	}

	@Test
	void aClientIsNotSilentWhileALargeMessageOfItComes() {
		this.broker.client("c");
		this.broker.request("c", "echo", "1", EXT);
		for (int i = 0; i < 10; i++) {
			pass(SILENCE / 2);
			this.broker.grows("c");
		}
		assertThat(this.broker.take("c")).as("so that it does not give the broker up")
			.hasSizeBetween(8, 10)
			.containsOnly(new ClientHeartbeatEcho(BrokerContext.EXTENSIONS));
		pass(SILENCE - 1);
		assertThat(this.broker.notices()).isEmpty();
		pass(SILENCE / 2 + 1);
		assertThat(this.broker.notices()).containsExactly("c gone with 1");
	}

	@Test
	void aClientThatNeverBeatIsNotSilentEitherAndHearsNothingUnasked() {
		this.broker.request("c", "echo", "1", EXT);
		for (int i = 0; i < 10; i++) {
			pass(SILENCE / 2);
			this.broker.grows("c");
		}
		assertThat(this.broker.take("c")).isEmpty();
		assertThat(this.broker.notices()).isEmpty();
		pass(2 * SILENCE);
		assertThat(this.broker.notices()).containsExactly("c gone with 1");
	}

	@Test
	void aClientThatHasBeatenOnceHearsOfTheBrokerWhileALargeMessageOfItComes() {
		this.broker.client("c");
		pass(10 * SILENCE);
		assertThat(this.broker.take("c")).isEmpty();
		for (int i = 0; i < 10; i++) {
			this.broker.grows("c");
			pass(SILENCE / 2);
		}
		assertThat(this.broker.take("c")).hasSizeBetween(9, 10);
		this.broker.gone("c");
		pass(GRACE);
		assertThat(this.broker.notices()).containsExactly("c gone with 0");
	}

	@Test
	void anyMessageShowsThatAClientIsThere() {
		this.broker.request("c", "echo", "1", EXT);
		pass(SILENCE - 1);
		this.broker.from("c", new ClientHeartbeat());
		pass(SILENCE - 1);
		this.broker.from("c", new RequestHeartbeat(Frame.of("unknown")));
		pass(SILENCE - 1);
		this.broker.from("c", new WorkerKeepAlive(Frame.of("unknown")));
		pass(SILENCE - 1);
		this.broker.from("c", new Malformed(Malformed.Reason.UNKNOWN_TYPE, Message.of(Frame.of("C"))));
		pass(SILENCE - 1);
		this.broker.cancel("c", "unknown");
		pass(SILENCE - 1);
		assertThat(this.broker.notices()).isEmpty();
		assertThat(this.broker.state().inFlight()).isOne();
	}

	@Test
	void silenceOfAClientThatKeepsNoIntervalMeansNothing() {
		this.broker.request("never beats", "echo", "1", PLAIN);
		this.broker.from("beat once", new ClientHeartbeat());
		this.broker.request("beat once", "echo", "1", PLAIN);
		pass(1_000_000);
		assertThat(this.broker.notices()).isEmpty();
		assertThat(this.broker.state().inFlight()).isEqualTo(2);
	}

	@Test
	void clientIsSilentAfterThreeOfTheIntervalsItHasKept() {
		long own = 5 * INTERVAL;
		beat("c", own, 3);
		this.broker.request("c", "echo", "1", PLAIN);
		pass(3 * own - 1);
		assertThat(this.broker.notices()).isEmpty();
		pass(1);
		assertThat(this.broker.notices()).containsExactly("c gone with 1");
	}

	@Test
	void longestIntervalCountsAndNeverLessThanTheBrokersOwn() {
		beat("hasty", 1, 5);
		this.broker.from("late", new ClientHeartbeat());
		pass(4 * INTERVAL - 4);
		assertThat(this.broker.notices()).containsExactly("hasty gone with 0");
		beat("late", 1, 3);
		pass(12 * INTERVAL - 100);
		assertThat(this.broker.notices()).hasSize(1);
		pass(200);
		assertThat(this.broker.notices()).containsExactly("hasty gone with 0", "late gone with 0");
	}

	@Test
	void clientWithExtensionsMayKeepALongerIntervalOfItsOwn() {
		long own = 2 * INTERVAL;
		this.broker.request("c", "echo", "1", EXT);
		beat("c", own, 2);
		pass(3 * own - 1);
		assertThat(this.broker.notices()).isEmpty();
		pass(1);
		assertThat(this.broker.notices()).containsExactly("c gone with 1");
	}

	@Test
	void clientWhoseConnectionEndsHasItsGraceHoweverLongItWasSilent() {
		this.broker.request("c", "echo", "1", EXT);
		pass(SILENCE - 1);
		this.broker.gone("c");
		pass(GRACE - 1);
		assertThat(this.broker.notices()).isEmpty();
		pass(1);
		assertThat(this.broker.notices()).containsExactly("c gone with 1");
	}

	@Test
	void connectionsThatComeAndGoWithoutEndAreNotRemembered() {
		this.broker.request("waits", "nobody", "1", EXT);
		this.broker.gone("waits");
		for (int i = 0; i < 5_000; i++) {
			this.broker.request("c" + i, "echo", "1", EXT);
			this.broker.reply("w", "c" + i, "1", "1");
			this.broker.gone("c" + i);
		}
		assertThat(this.broker.state().clients()).isEqualTo(1_000);
		assertThat(this.broker.notices()).doesNotContain("waits gone with 1");
		this.broker.request("c4999", "echo", "2", EXT);
		this.broker.take("c4999");
		this.broker.reply("w", "c4999", "2", "2");
		assertThat(this.broker.take("c4999"))
			.containsExactly(new ClientReply(true, Frame.of("2"), BrokerHarness.ok("2")));
	}

	@Test
	void clientThatIsBackInTimeIsWatchedAsBefore() {
		this.broker.request("c", "echo", "1", EXT);
		this.broker.gone("c");
		pass(GRACE - 1);
		this.broker.from("c", new RequestHeartbeat(Frame.of("1")));
		pass(SILENCE - 1);
		assertThat(this.broker.notices()).isEmpty();
		pass(1);
		assertThat(this.broker.notices()).containsExactly("c gone with 1");
	}

	@Test
	void clientThatWasTakenForGoneMayAskAgain() {
		this.broker.request("c", "echo", "1", EXT);
		pass(SILENCE);
		this.broker.request("c", "echo", "1", EXT);
		this.broker.take("c");
		assertThat(this.broker.state().inFlight()).isOne();
		this.broker.reply("w", "c", "1", "\"of the first\"");
		assertThat(this.broker.take("c")).isEmpty();
		assertThat(this.broker.events()).contains("dropped LATE_REPLY");
		assertThat(this.broker.state().inFlight()).isOne();
	}

	@Test
	void watchOfAClientIsOneDeadlineHoweverMuchItSays() {
		int before = this.broker.deadlines();
		this.broker.request("c", "echo", "1", EXT);
		int watched = this.broker.deadlines();
		for (int i = 0; i < 1000; i++) {
			this.broker.from("c", new ClientHeartbeat());
		}
		assertThat(watched - before).isLessThanOrEqualTo(2);
		assertThat(this.broker.deadlines()).isEqualTo(watched);
	}

	@Test
	void clientThatDoesNotKeepUpIsCutOffAndAllItHasAskedIsCancelled() {
		this.broker.request("c", "echo", "1", EXT);
		this.broker.request("c", "echo", "2", EXT);
		this.broker.request("c", "none", "3", EXT);
		this.broker.take("w");
		this.broker.answer("c", SendResult.FULL);
		this.broker.reply("w", "c", "1", "1");
		pass(1);
		pass(49);
		assertThat(this.broker.notices()).isEmpty();
		pass(2);
		assertThat(this.broker.cutOff()).containsExactly("c");
		assertThat(this.broker.notices()).containsExactly("c gone with 2");
		assertThat(this.broker.events()).contains("dropped CLIENT_FULL").endsWith("cancelled", "cancelled");
		assertThat(this.broker.events().stream().filter("cancelled"::equals)).hasSize(3);
		assertThat(this.broker.take("w")).endsWith(new HandlerCancel(Frame.of("c"), Frame.of("2")))
			.doesNotContain(new HandlerCancel(Frame.of("c"), Frame.of("1")));
		assertThat(this.broker.state().queued() + this.broker.state().inFlight()).isZero();
	}

	@Test
	void clientThatWasCutOffIsAnotherWhenItComesBack() {
		this.broker.request("c", "echo", "1", EXT);
		this.broker.take("w");
		this.broker.answer("c", SendResult.FULL);
		this.broker.partial("w", "c", "1", "1");
		pass(52);
		this.broker.answer("c", SendResult.ACCEPTED);
		this.broker.request("c", "echo", "2", EXT);
		assertThat(this.broker.notices()).containsExactly("c gone with 0");
		this.broker.reply("w", "c", "1", "1");
		this.broker.reply("w", "c", "2", "2");
		assertThat(this.broker.take("c")).containsExactly(new ClientReply(true, Frame.of("2"), BrokerHarness.ok("2")));
		pass(100);
		assertThat(this.broker.notices()).hasSize(1);
	}

	@Test
	void clientThatIsCutOffLeavesNothingBehindAsAWorkerEither() {
		this.broker.heartbeat("c", "");
		this.broker.worker("both", "other", 1);
		for (String client : List.of("c", "both")) {
			this.broker.request(client, "echo", "1", EXT);
			this.broker.answer(client, SendResult.FULL);
			this.broker.reply("w", client, "1", "1");
		}
		assertThat(this.broker.state().workers()).isEqualTo(2);
		pass(60);
		assertThat(this.broker.cutOff()).containsExactlyInAnyOrder("c", "both");
		assertThat(this.broker.events()).contains("lost both with 0");
		this.broker.gone("w");
		assertThat(this.broker.state().isEmpty()).isTrue();
	}

	@Test
	void clientThatSeemedFullSinceItsConnectionHadEndedHasItsGrace() {
		this.broker.request("c", "echo", "1", EXT);
		this.broker.request("c", "echo", "2", EXT);
		this.broker.answer("c", SendResult.FULL);
		this.broker.reply("w", "c", "1", "1");
		pass(1);
		this.broker.gone("c");
		pass(GRACE - 1);
		assertThat(this.broker.notices()).isEmpty();
		assertThat(this.broker.cutOff()).isEmpty();
		this.broker.answer("c", SendResult.ACCEPTED);
		this.broker.from("c", new RequestHeartbeat(Frame.of("2")));
		this.broker.reply("w", "c", "2", "2");
		assertThat(this.broker.take("c")).containsExactly(new ClientReply(true, Frame.of("2"), BrokerHarness.ok("2")));
		pass(SILENCE - 1);
		assertThat(this.broker.notices()).isEmpty();
	}

	@Test
	void clientThatIsBackAndFullBeforeItIsHeardIsCutOff() {
		this.broker.request("c", "echo", "1", "{}");
		this.broker.request("c", "echo", "2", "{}");
		this.broker.gone("c");
		this.broker.answer("c", SendResult.FULL);
		this.broker.partial("w", "c", "1", "1");
		pass(5);
		this.broker.from("c", new RequestHeartbeat(Frame.of("2")));
		pass(50);
		assertThat(this.broker.cutOff()).containsExactly("c");
		assertThat(this.broker.notices()).containsExactly("c gone with 1");
	}

	@Test
	void errorThatAClientDoesNotTakeCutsItOffToo() {
		this.broker.client("c");
		this.broker.request("c", "echo", "1", EXT);
		this.broker.answer("c", SendResult.FULL);
		this.broker.request("c", "", "2", EXT);
		pass(52);
		assertThat(this.broker.notices()).containsExactly("c gone with 1");
	}

	@Test
	void nothingIsLeftOfAClientThatIsGone() {
		for (String client : List.of("a", "b", "c")) {
			this.broker.request(client, "echo", "1", EXT);
		}
		this.broker.answer("b", SendResult.FULL);
		this.broker.reply("w", "b", "1", "1");
		this.broker.gone("w");
		this.broker.gone("c");
		this.broker.pass(100_000);
		assertThat(this.broker.state().isEmpty()).as(this.broker.state().toString()).isTrue();
		assertThat(this.broker.deadlines()).isZero();
	}

	/** Time passes; the worker is alive. */
	private void pass(long millis) {
		for (long left = millis; left > 0; left -= Math.min(left, INTERVAL)) {
			this.broker.heartbeat("w", "");
			this.broker.pass(Math.min(left, INTERVAL));
		}
	}

	private void beat(String client, long interval, int times) {
		this.broker.from(client, new ClientHeartbeat());
		for (int i = 1; i < times; i++) {
			pass(interval);
			this.broker.from(client, new ClientHeartbeat());
		}
	}

}
