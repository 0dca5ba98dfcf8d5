package io.pigato.interop;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.databind.node.TextNode;
import io.pigato.RequestOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;

import static org.assertj.core.api.Assertions.assertThat;

/** Services asked for under other names than those that workers have registered. */
@ParameterizedClass
@Settings
class NamesInteropTests {

	private static final RequestOptions OPTIONS = RequestOptions.DEFAULT.withTimeout(Duration.ofSeconds(25));

	@Parameter
	Setting setting = Setting.NONE;

	@RegisterExtension
	final Stage stage = new Stage(() -> this.setting);

	@Test
	void wildcardServesNamesThatNobodyServesExactly() {
		TestWorker exact = this.stage.holder("tree.oak", 5).worker();
		TestWorker any = this.stage.holder("tree.*", 5).worker();
		TestWorker longer = this.stage.holder("tree.b*", 5).worker();
		TestClient client = this.stage.client();
		assertServed(client, "tree.oak", exact, 0);
		assertServed(client, "tree.elm", any, 0);
		assertServed(client, "tree.birch", longer, 0);
		assertServed(client, "tree.*", any, 1);
		assertServed(client, "tree.grüne-eiche", any, 2);
	}

	@Test
	void newWildcardWakesWhatWaits() {
		TestClient client = this.stage.client();
		CompletableFuture<Outcome> waiting = client.request("late.x", "first", OPTIONS);
		Stage.until(() -> this.stage.broker().queued() == 1);
		TestWorker wildcard = this.stage.holder("late.*", 5).worker();
		if (javaBroker()) {
			assertEnded(waiting, "first", wildcard, 0);
			return;
		}
		// 6: it goes on waiting, until somebody asks again
		this.stage.originalDefect(6);
		assertServed(client, "late.*", wildcard, 0);
		assertThat(this.stage.broker().queued()).isEqualTo(1);
		CompletableFuture<Outcome> second = client.request("late.x", "second", OPTIONS);
		assertBothEnded(waiting, "first", second, "second", wildcard);
	}

	@Test
	void wildcardTakesOverWhenTheExactWorkerIsGone() {
		Stage.Registered exact = this.stage.holder("job.a", 5);
		TestWorker wildcard = this.stage.holder("job.*", 5).worker();
		TestClient client = this.stage.client();
		assertServed(client, "job.a", exact.worker(), 0);
		exact.worker().close();
		this.stage.broker().awaitGone(exact.id());
		CompletableFuture<Outcome> next = client.request("job.a", "next", OPTIONS);
		if (!javaBroker()) {
			// 6: it is not used until a name comes up that is new to that broker
			this.stage.originalDefect(6);
			Stage.until(() -> this.stage.broker().queued() == 1);
			assertServed(client, "job.new", wildcard, 0);
			assertThat(this.stage.broker().queued()).isEqualTo(1);
			CompletableFuture<Outcome> again = client.request("job.a", "again", OPTIONS);
			assertBothEnded(next, "next", again, "again", wildcard);
			return;
		}
		assertEnded(next, "next", wildcard, 0);
	}

	@Test
	void rangeOfVersionsIsServedByThoseThatSatisfyIt() {
		TestWorker old = this.stage.holder("calc@1.0.7", 5).worker();
		TestWorker middle = this.stage.holder("calc@1.2.3", 5).worker();
		TestWorker recent = this.stage.holder("calc@2.0.0", 5).worker();
		TestClient client = this.stage.client();
		assertServed(client, "calc@1.0.7", old, 0);
		assertServed(client, "calc@~1.0.1", old, 1);
		assertServed(client, "calc@1.0.x", old, 2);
		assertServed(client, "calc@^1.1", middle, 0);
		assertServed(client, "calc@>=1.1.0 <2.0.0", middle, 1);
		assertServed(client, "calc@^2", recent, 0);
		CompletableFuture<Outcome> one = client.request("calc@1.x", "pool", OPTIONS);
		CompletableFuture<Outcome> two = client.request("calc@1.x", "pool", OPTIONS);
		Stage.until(() -> old.requests().size() + middle.requests().size() == 7);
		assertThat(recent.requests()).hasSize(1);
		for (int i = 3; i < old.requests().size(); i++) {
			old.end(i, "pool");
		}
		for (int i = 2; i < middle.requests().size(); i++) {
			middle.end(i, "pool");
		}
		assertThat(Stage.get(one)).isEqualTo(outcome("pool"));
		assertThat(Stage.get(two)).isEqualTo(outcome("pool"));
	}

	@Test
	void newVersionWakesWhatWaitsForItsRange() {
		this.stage.heartbeat(Duration.ofMillis(500));
		TestClient client = this.stage.client();
		RequestOptions options = javaBroker() ? OPTIONS : OPTIONS.withTimeout(Duration.ofSeconds(2));
		CompletableFuture<Outcome> waiting = client.request("new@^1.1", "first", options);
		client.request("barrier", "after the first", OPTIONS);
		Stage.until(() -> this.stage.broker().queued() == (javaBroker() ? 2 : 1));
		TestWorker worker = this.stage.holder("new@1.2.0", 5).worker();
		if (javaBroker()) {
			assertEnded(waiting, "first", worker, 0);
			return;
		}
		// 5: it was lost at once
		this.stage.originalDefect(5);
		assertServed(client, "new@^1.1", worker, 0);
		assertThat(Stage.get(waiting).failure()).hasMessageContaining("C_TIMEOUT");
	}

	@Test
	void laterWorkerOfARangeJoinsThePool() {
		TestWorker first = this.stage.holder("pool@1.0.0", 1).worker();
		TestClient client = this.stage.client();
		CompletableFuture<Outcome> running = client.request("pool@1.x", "one", OPTIONS);
		Stage.until(() -> first.requests().size() == 1);
		TestWorker second = this.stage.holder("pool@1.1.0", 1).worker();
		assertServed(client, "pool@1.x", second, 0);
		assertEnded(running, "one", first, 0);
	}

	private static void assertServed(TestClient client, String name, TestWorker worker, int index) {
		assertEnded(client.request(name, name, OPTIONS), name, worker, index);
	}

	private static void assertEnded(CompletableFuture<Outcome> request, String data, TestWorker worker, int index) {
		Stage.until(() -> worker.requests().size() > index);
		assertThat(worker.requests().get(index)).isEqualTo(TextNode.valueOf(data));
		worker.end(index, data);
		assertThat(Stage.get(request)).isEqualTo(outcome(data));
	}

	/** In any order: a worker of this project handles them at the same time. */
	private static void assertBothEnded(CompletableFuture<Outcome> one, String first, CompletableFuture<Outcome> two,
			String second, TestWorker worker) {
		Stage.until(() -> worker.requests().size() == 3);
		assertThat(worker.requests().subList(1, 3)).containsExactlyInAnyOrder(TextNode.valueOf(first),
				TextNode.valueOf(second));
		worker.end(1, worker.requests().get(1));
		worker.end(2, worker.requests().get(2));
		assertThat(Stage.get(one)).isEqualTo(outcome(first));
		assertThat(Stage.get(two)).isEqualTo(outcome(second));
	}

	private static Outcome outcome(String value) {
		return new Outcome(List.of(TextNode.valueOf(value)), null);
	}

	private boolean javaBroker() {
		return this.setting.broker() == Language.JAVA;
	}

}
