package io.pigato.broker;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Which workers serve what is asked under a name: its own, a wildcard, or versions. */
class BrokerMatchingTests {

	private final BrokerHarness broker = new BrokerHarness();

	@Test
	void wildcardServesNamesWithItsPrefixAndMayItselfBeAskedFor() {
		this.broker.worker("w", "ech*", -1);
		request("echo", "1");
		request("ech", "2");
		request("echoes*", "3");
		request("ech*", "4");
		request("ec", "5");
		request("Echo", "6");
		assertThat(this.broker.takeRequests("w")).containsExactly("1", "2", "3", "4");
		assertThat(this.broker.state().queued()).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "user@host", "user@1.2.3", "user@^1", "@", "user@", "@user" })
	void wildcardServesNoNameWithAnAt(String name) {
		this.broker.worker("w", "*", -1);
		this.broker.worker("v", "user*", -1);
		request(name, "1");
		assertThat(this.broker.state().queued()).isOne();
		this.broker.worker("exact", name, -1);
		assertThat(this.broker.takeRequests("exact")).isEmpty();
		assertThat(this.broker.state().queued()).isZero();
	}

	@Test
	void wildcardWithoutPrefixServesAnyNameButReservedOnes() {
		this.broker.worker("w", "*", -1);
		request("anything", "1");
		request("$core", "2");
		assertThat(this.broker.takeRequests("w")).containsExactly("1");
		assertThat(this.broker.state().queued()).isOne();
	}

	@Test
	void longestPrefixWinsAndTheExactNameBeforeIt() {
		this.broker.worker("any", "*", -1);
		request("echo", "1");
		this.broker.worker("short", "e*", -1);
		request("echo", "2");
		this.broker.worker("long", "echo*", -1);
		request("echo", "3");
		this.broker.worker("exact", "echo", -1);
		request("echo", "4");
		assertThat(this.broker.takeRequests("any")).containsExactly("1");
		assertThat(this.broker.takeRequests("short")).containsExactly("2");
		assertThat(this.broker.takeRequests("long")).containsExactly("3");
		assertThat(this.broker.takeRequests("exact")).containsExactly("4");
		this.broker.gone("exact");
		request("echo", "5");
		this.broker.gone("long");
		request("echo", "6");
		this.broker.gone("short");
		request("echo", "7");
		assertThat(this.broker.takeRequests("long")).containsExactly("5");
		assertThat(this.broker.takeRequests("short")).containsExactly("6");
		assertThat(this.broker.takeRequests("any")).containsExactly("7");
	}

	@Test
	void waitingRequestsFallToAWildcardWhenTheLastExactWorkerGoes() {
		this.broker.worker("w", "ech*", 1);
		this.broker.worker("a", "echo", 1);
		this.broker.worker("b", "echo", 1);
		IntStream.rangeClosed(1, 4).forEach((i) -> request("echo", "" + i));
		this.broker.gone("a");
		assertThat(this.broker.takeRequests("w")).isEmpty();
		this.broker.gone("b");
		assertThat(this.broker.takeRequests("w")).containsExactly("3");
		this.broker.reply("w", "c", "3", "1");
		assertThat(this.broker.takeRequests("w")).containsExactly("4");
	}

	@Test
	void waitingRequestsGoToALongerWildcardAndToAnExactWorkerOnceTheseCome() {
		this.broker.worker("short", "e*", 1);
		IntStream.rangeClosed(1, 5).forEach((i) -> request("echo", "" + i));
		this.broker.take("short");
		longer();
		this.broker.reply("short", "c", "1", "1");
		assertThat(this.broker.takeRequests("short")).isEmpty();
		this.broker.worker("exact", "echo", 1);
		this.broker.reply("long", "c", "2", "1");
		assertThat(this.broker.takeRequests("long")).isEmpty();
		assertThat(this.broker.state().queued()).isEqualTo(2);
		this.broker.reply("exact", "c", "3", "1");
		this.broker.reply("exact", "c", "4", "1");
		this.broker.reply("exact", "c", "5", "1");
		assertThat(this.broker.state().inFlight()).isZero();
	}

	private void longer() {
		this.broker.worker("long", "ech*", 1);
		assertThat(this.broker.state().queued()).isEqualTo(3);
	}

	@Test
	void retriedRequestOfTheLastExactWorkerIsFirstAtTheWildcard() {
		this.broker.worker("w", "ech*", 1);
		this.broker.worker("a", "echo", 1);
		this.broker.request("c", "echo", "1", "{\"retry\":1}");
		request("echo", "2");
		this.broker.gone("a");
		assertThat(this.broker.takeRequests("w")).containsExactly("1");
		assertThat(this.broker.state().queued()).isOne();
	}

	@Test
	void rejectedRequestMovesOnToTheWildcardAndBackToANewExactWorker() {
		this.broker.worker("w", "ech*", 1);
		this.broker.worker("a", "echo", 1);
		request("echo", "1");
		this.broker.reject("a", "c", "1");
		assertThat(this.broker.takeRequests("w")).as("the wildcard does not serve it now").isEmpty();
		this.broker.gone("a");
		assertThat(this.broker.takeRequests("w")).containsExactly("1");
		this.broker.reject("w", "c", "1");
		this.broker.worker("b", "echo", 1);
		assertThat(this.broker.state().inFlight()).isOne();
		this.broker.reply("b", "c", "1", "1");
		assertThat(this.broker.events()).contains("replied after 0");
	}

	@ParameterizedTest
	@CsvSource({ "^1.2, 2 3", "~1.2, 2", "1.x, 1 2 3", "*, 1 2 3 4", "1.2.0, 2", "=1.2.0, 2", ">=1.3 <3, 3 4",
			"1.0 - 1.2 || 2, 1 2 4", "v2.0.0, 4" })
	void rangeIsServedByAllVersionsThatSatisfyIt(String range, String expected) {
		this.broker.worker("1", "echo@1.1.0", 1);
		this.broker.worker("2", "echo@1.2.0", 1);
		this.broker.worker("3", "echo@1.3.0", 1);
		this.broker.worker("4", "echo@2.0.0", 1);
		this.broker.worker("other", "echo", 9);
		this.broker.worker("another", "echos@1.2.0", 9);
		IntStream.rangeClosed(1, 5).forEach((i) -> request("echo@" + range, "" + i));
		for (String worker : new String[] { "1", "2", "3", "4" }) {
			assertThat(this.broker.takeRequests(worker)).hasSize(expected.contains(worker) ? 1 : 0);
		}
		assertThat(this.broker.state().inFlight()).isEqualTo(expected.split(" ").length);
	}

	@Test
	void versionsThatSatisfyARangeAreOnePool() {
		this.broker.worker("a", "echo@1.0.0", -1);
		this.broker.worker("b", "echo@1.1.0", -1);
		this.broker.worker("b2", "echo@1.1.0", -1);
		request("echo@1.0.0", "x");
		request("echo@1.0.0", "y");
		IntStream.rangeClosed(1, 4).forEach((i) -> request("echo@^1", "" + i));
		assertThat(this.broker.takeRequests("a")).containsExactly("x", "y");
		assertThat(this.broker.takeRequests("b")).containsExactly("1", "3");
		assertThat(this.broker.takeRequests("b2")).containsExactly("2", "4");
		request("echo@^1", "5");
		assertThat(this.broker.takeRequests("a")).as("longest idle among equals").containsExactly("5");
	}

	@Test
	void literalNameComesBeforeTheRangeThatItLooksLike() {
		this.broker.worker("v", "echo@1.2.0", -1);
		request("echo@^1", "1");
		this.broker.worker("literal", "echo@^1", 1);
		request("echo@^1", "2");
		request("echo@^1", "3");
		assertThat(this.broker.takeRequests("v")).containsExactly("1");
		assertThat(this.broker.takeRequests("literal")).containsExactly("2");
		this.broker.gone("literal");
		assertThat(this.broker.takeRequests("v")).containsExactly("3");
	}

	@ParameterizedTest
	@ValueSource(strings = { "echo@host", "echo@", "echo@1.x garbage", "echo@^1 || x.y.z.", "@1.x" })
	void invalidRangeIsALiteralName(String name) {
		this.broker.worker("v", "echo@1.2.0", -1);
		this.broker.worker("w", "@1.2.0", -1);
		request(name, "1");
		assertThat(this.broker.state().queued()).isOne();
		this.broker.worker("literal", name, 1);
		assertThat(this.broker.state().queued()).isZero();
		this.broker.reply("literal", "c", "1", "1");
		assertThat(this.broker.state().inFlight()).isZero();
	}

	@Test
	void rangeIsBehindTheLastAt() {
		this.broker.worker("v", "user@host@1.2.0", -1);
		request("user@host@1.x", "1");
		assertThat(this.broker.takeRequests("v")).containsExactly("1");
	}

	@Test
	void newVersionWakesAllRangesThatItSatisfies() {
		request("echo@^1", "1");
		request("echo@1.x", "2");
		request("echo@>=1.2 <2", "3");
		request("echo@^2", "4");
		this.broker.worker("v", "echo@1.2.0", -1);
		assertThat(this.broker.state().inFlight()).isEqualTo(3);
		this.broker.gone("v");
		request("echo@^1", "5");
		assertThat(this.broker.state().queued()).isEqualTo(2);
		this.broker.worker("w", "echo@1.9.0", -1);
		assertThat(this.broker.state().queued()).isOne();
	}

	@Test
	void rejectedRequestForARangeGoesOverAllVersions() {
		this.broker.worker("a", "echo@1.0.0", 1);
		this.broker.worker("b", "echo@1.1.0", 1);
		request("echo@^1", "1");
		this.broker.reject("a", "c", "1");
		assertThat(this.broker.takeRequests("b")).containsExactly("1");
		this.broker.reject("b", "c", "1");
		assertThat(this.broker.state().queued()).isOne();
		this.broker.worker("x", "echo@2.0.0", 1);
		assertThat(this.broker.state().queued()).isOne();
		this.broker.worker("d", "echo@1.2.0", 1);
		assertThat(this.broker.state().queued()).isZero();
	}

	@Test
	void namesThatWaitForOneWorkerTakeTurns() {
		this.broker.worker("w", "*", 1);
		request("busy", "0");
		IntStream.rangeClosed(1, 3).forEach((i) -> request("greedy", "g" + i));
		request("modest", "m1");
		this.broker.take("w");
		StringBuilder order = new StringBuilder();
		for (String done = "0"; done != null;) {
			this.broker.reply("w", "c", done, "1");
			done = this.broker.takeRequests("w").stream().findFirst().orElse(null);
			order.append(done).append(' ');
		}
		assertThat(order.toString()).isEqualTo("g1 m1 g2 g3 null ");
	}

	@ParameterizedTest
	@CsvSource({ "echo, ech*", "echo@^1, echo@1.2.3", "echo@1.2.3, echo@1.2.3", "ech*, ech*", "ech*, e*" })
	void targetMayBeAnyWorkerThatCouldServeTheName(String asked, String offered) {
		this.broker.worker("w", offered, 1);
		this.broker.worker("exact", asked, 1);
		this.broker.request("c", asked, "1", "{\"workerId\":\"w\"}");
		assertThat(this.broker.takeRequests("w")).containsExactly("1");
	}

	@ParameterizedTest
	@CsvSource({ "echo, echo@1.2.3", "echo@^2, echo@1.2.3", "echo@host, ech*", "$core, *", "other, ech*", "e*, ech*",
			"echo, echo@*" })
	void targetThatCouldNotServeTheNameIsNotFound(String asked, String offered) {
		this.broker.worker("w", offered, 1);
		this.broker.request("c", asked, "1", "{\"workerId\":\"w\"}");
		assertThat(this.broker.events()).contains("failed B_TARGET_NOT_FOUND");
		this.broker.gone("w");
		this.broker.gone("c");
		this.broker.pass(3000);
		assertThat(this.broker.state().isEmpty()).isTrue();
	}

	@Test
	void targetOfAWildcardThatIsLostOrRejectsIsNotFoundEvenWithRetry() {
		this.broker.worker("w", "ech*", 1);
		this.broker.worker("v", "ech*", 1);
		this.broker.request("c", "echo", "1", "{\"workerId\":\"w\",\"retry\":1}");
		this.broker.request("c", "echoes", "2", "{\"workerId\":\"w\",\"retry\":1}");
		this.broker.request("c", "echo", "3", "{\"workerId\":\"w\",\"retry\":1}");
		this.broker.reject("w", "c", "1");
		assertThat(failures()).isOne();
		this.broker.gone("w");
		assertThat(failures()).isEqualTo(3);
		assertThat(this.broker.takeRequests("v")).isEmpty();
	}

	@Test
	void nothingIsRememberedOfNamesThatNobodyOffersAndNobodyWaitsFor() {
		this.broker.worker("w", "*", -1);
		this.broker.worker("v", "echo@1.2.0", -1);
		this.broker.worker("x", "exact", -1);
		IntStream.range(0, 50).forEach((i) -> request("name" + i, "" + i));
		IntStream.range(50, 70).forEach((i) -> request("echo@^1." + (i - 55), "" + i));
		request("exact", "x");
		this.broker.gone("v");
		this.broker.gone("x");
		this.broker.gone("w");
		this.broker.gone("c");
		this.broker.pass(3000);
		assertThat(this.broker.state().isEmpty()).as(this.broker.state().toString()).isTrue();
	}

	private long failures() {
		return this.broker.events().stream().filter("failed B_TARGET_NOT_FOUND"::equals).count();
	}

	private void request(String service, String rid) {
		this.broker.request("c", service, rid);
	}

}
