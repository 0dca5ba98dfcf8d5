package io.pigato.broker;

import java.util.List;

import io.pigato.internal.Frame;
import io.pigato.internal.protocol.ClientReply;
import io.pigato.internal.protocol.ClientRequest;
import io.pigato.internal.protocol.ReplyBody;
import io.pigato.internal.protocol.ReplyCode;
import io.pigato.internal.protocol.WorkerReply;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BrokerOwnAnswersTests {

	private BrokerHarness broker = new BrokerHarness(BrokerLimits.DEFAULT, DispatchPolicy.DEFAULT,
			new CacheLimits(2, 4000));

	@Test
	void directoryIsCompleteAndCurrent() {
		assertThat(ask("$dir", "null", "{}")).isEqualTo("{\"$dir\":[]}");
		this.broker.worker("w2", "echo", 1);
		this.broker.worker("w1", "echo", 1);
		assertThat(ask("$dir", "undefined", "{}")).isEqualTo("{\"$dir\":[],\"echo\":[\"w1\",\"w2\"]}");
		this.broker.gone("w1");
		assertThat(ask("$dir", "0", "{}")).isEqualTo("{\"$dir\":[],\"echo\":[\"w2\"]}");
	}

	@Test
	void directoryKnowsTheWorkersOfOneService() {
		this.broker.worker("w\"1", "echo", 1);
		assertThat(ask("$dir", "\"echo\"", "{}")).isEqualTo("[\"w\\\"1\"]");
		assertThat(ask("$dir", "\"other\"", "{}")).isEqualTo("[]");
		assertThat(ask("$dir", "{\"a\":1}", "{}")).isEqualTo("[]");
		assertThat(ask("$dir", "\"\"", "{}")).startsWith("{");
		assertThat(ask("$dir", "{broken", "{}")).startsWith("{");
	}

	@Test
	void storedReplyIsUsedUntilItExpiresEvenWithoutAWorker() {
		answer("1", "{\"cache\":500}", ReplyCode.OK);
		this.broker.gone("w");
		assertThat(ask("echo", "1", "{}")).isEqualTo("\"reply\"");
		assertThat(this.broker.events()).contains("answered echo from the cache");
		assertThat(ask("echo", "2", "{}")).isNull();
		assertThat(ask("echo", "1", "{\"nocache\":true}")).isNull();
		assertThat(ask("echo", "1", "{\"workerId\":\"w\"}")).isNull();
		this.broker.pass(501);
		assertThat(ask("echo", "1", "{}")).isNull();
	}

	@Test
	void errorsAndStreamsAndRepliesWithoutLeaveAreNotStored() {
		answer("1", "{}", ReplyCode.OK);
		answer("2", "{\"cache\":500}", ReplyCode.ERROR);
		send("echo", "3", "{}");
		this.broker.partial("w", "c", "r", "1");
		reply("{\"cache\":500}", ReplyCode.OK);
		this.broker.gone("w");
		assertThat(ask("echo", "1", "{}")).isNull();
		assertThat(ask("echo", "2", "{}")).isNull();
		assertThat(ask("echo", "3", "{}")).isNull();
	}

	@Test
	void cacheKeepsWhatWasUsedLast() {
		answer("1", "{\"cache\":500}", ReplyCode.OK);
		answer("2", "{\"cache\":500}", ReplyCode.OK);
		assertThat(ask("echo", "1", "{}")).isNotNull();
		answer("3", "{\"cache\":500}", ReplyCode.OK);
		this.broker.gone("w");
		assertThat(ask("echo", "1", "{}")).isNotNull();
		assertThat(ask("echo", "3", "{}")).isNotNull();
		assertThat(ask("echo", "2", "{}")).isNull();
	}

	@Test
	void cacheIsBoundedInBytes() {
		this.broker = new BrokerHarness(BrokerLimits.DEFAULT, DispatchPolicy.DEFAULT, new CacheLimits(100, 600));
		answer("1", "{\"cache\":500}", ReplyCode.OK);
		answer("2", "{\"cache\":500}", ReplyCode.OK);
		this.broker.gone("w");
		assertThat(ask("echo", "2", "{}")).isNotNull();
		assertThat(ask("echo", "1", "{}")).isNull();
	}

	private void answer(String data, String options, ReplyCode code) {
		this.broker.worker("w", "echo", 1);
		send("echo", data, "{\"nocache\":1}");
		reply(options, code);
		this.broker.take("c");
	}

	private void reply(String options, ReplyCode code) {
		this.broker.from("w", new WorkerReply(true, Frame.of("c"), Frame.of("r"),
				new ReplyBody(code, Frame.of("\"reply\""), Frame.of(options))));
	}

	private void send(String service, String data, String options) {
		this.broker.from("c", new ClientRequest(Frame.of(service), Frame.of("r"), Frame.of(data), Frame.of(options)));
	}

	/** The data of the immediate answer, or {@code null} if there is none. */
	private @Nullable String ask(String service, String data, String options) {
		this.broker.take("c");
		send(service, data, options);
		List<ClientReply> replies = this.broker.take("c")
			.stream()
			.filter(ClientReply.class::isInstance)
			.map(ClientReply.class::cast)
			.toList();
		this.broker.cancel("c", "r");
		return replies.isEmpty() ? null : replies.get(0).body().data().text();
	}

}
