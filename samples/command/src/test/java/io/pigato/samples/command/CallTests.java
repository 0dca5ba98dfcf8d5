package io.pigato.samples.command;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import io.pigato.PigatoServiceException;
import io.pigato.transport.Transport;
import io.pigato.worker.RequestHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code pigato call}. */
@Timeout(120)
class CallTests {

	private static final RequestHandler ECHO = (request, reply) -> reply.end(request.data(Object.class));

	private final InputStream stdin = System.in;

	@AfterEach
	void restoreStdin() {
		System.setIn(this.stdin);
	}

	@ParameterizedTest
	@EnumSource(Transport.class)
	void replyIsPrintedAsJson(Transport transport) {
		try (Setting setting = new Setting(transport).with("echo", ECHO)) {
			Run run = Run.of("call", "-b", setting.endpoint(), "echo", "{\"text\": \"grüße\"}");
			assertThat(run).isEqualTo(new Run(0, "{\"text\":\"grüße\"}" + System.lineSeparator(), ""));
			assertThat(Run.of("call", "-b", setting.endpoint(), "echo").lines()).containsExactly("null");
		}
	}

	@Test
	void dataIsReadFromStandardInput() {
		System.setIn(new ByteArrayInputStream("[1,\n \"ü\"]\n".getBytes(StandardCharsets.UTF_8)));
		try (Setting setting = new Setting().with("echo", ECHO)) {
			assertThat(Run.of("call", "-b", setting.endpoint(), "echo", "-").lines()).containsExactly("[1,\"ü\"]");
		}
	}

	@Test
	void jsonOnItsWayIsNeitherRoundedNorAllowedToDisturbATerminal() {
		RawJson codec = new RawJson();
		String json = "{\"n\":1.10,\"big\":123456789012345678901234567890,\"huge\":1e400}";
		assertThat(codec.decode(codec.encode(RawJson.check(json)), String.class)).isEqualTo(json);
		try (Setting setting = new Setting().with("odd", (request, reply) -> reply.end("a\u009bb\u001b"))) {
			assertThat(Run.of("call", "-b", setting.endpoint(), "odd").lines()).containsExactly("\"a\\u009bb\\u001B\"");
		}
	}

	@Test
	void errorOfTheServiceGoesToStandardErrorWithItsCodeDetailsAndAHint() {
		try (Setting setting = new Setting().with("bank", (request, reply) -> {
			throw new PigatoServiceException("UNKNOWN_ACCOUNT", "no such account", Map.of("account", 7));
		}).with("broken", (request, reply) -> {
			throw new IllegalStateException("inner life");
		})) {
			Run known = Run.of("call", "-b", setting.endpoint(), "bank", "7");
			assertThat(known.exitCode()).isEqualTo(1);
			assertThat(known.out()).isEmpty();
			assertThat(known.err().lines()).containsExactly("error UNKNOWN_ACCOUNT: no such account",
					"details: {\"account\":7}");
			Run broken = Run.of("call", "-b", setting.endpoint(), "broken");
			assertThat(broken.exitCode()).isEqualTo(1);
			assertThat(broken.err()).startsWith("error W_INTERNAL: ").contains("hint: the log of the worker says more");
		}
	}

	@Test
	void partialsArePrintedAsTheyArrive() throws Exception {
		CountDownLatch seen = new CountDownLatch(1);
		try (Setting setting = new Setting().with("rows", (request, reply) -> {
			reply.write(Map.of("row", 1));
			seen.await();
			reply.write(Map.of("row", 2));
			reply.end();
		}); PipedWriter pipe = new PipedWriter(); BufferedReader lines = new BufferedReader(new PipedReader(pipe))) {
			CompletableFuture<Integer> exitCode = CompletableFuture
				.supplyAsync(() -> PigatoCommand.run(new PrintWriter(pipe, true), new PrintWriter(new StringWriter()),
						"call", "-b", setting.endpoint(), "rows", "null", "--stream"));
			assertThat(lines.readLine()).isEqualTo("{\"row\":1}");
			seen.countDown();
			assertThat(lines.readLine()).isEqualTo("{\"row\":2}");
			assertThat(exitCode.get()).isZero();
			pipe.close();
			assertThat(lines.readLine()).isNull();
		}
	}

	@Test
	void withoutStreamOnlyTheLastIsPrintedAndWithItTheLastComesToo() {
		try (Setting setting = new Setting().with("rows", (request, reply) -> {
			reply.write(1);
			reply.end("end");
		})) {
			assertThat(Run.of("call", "-b", setting.endpoint(), "rows").lines()).containsExactly("\"end\"");
			assertThat(Run.of("call", "-b", setting.endpoint(), "rows", "-s").lines()).containsExactly("1", "\"end\"");
		}
	}

	@Test
	void errorAfterPartialsLeavesThemPrinted() {
		try (Setting setting = new Setting().with("rows", (request, reply) -> {
			reply.write(1);
			reply.error("HALF", "half-way");
		})) {
			Run run = Run.of("call", "-b", setting.endpoint(), "--stream", "rows");
			assertThat(run.exitCode()).isEqualTo(1);
			assertThat(run.lines()).containsExactly("1");
			assertThat(run.err()).startsWith("error HALF: half-way");
		}
	}

	@Test
	void silenceEndsByTheTimeout() {
		try (Setting setting = new Setting()) {
			Run run = Run.of("call", "-b", setting.endpoint(), "nobody", "1", "--timeout", "300ms");
			assertThat(run.exitCode()).isEqualTo(3);
			assertThat(run.out()).isEmpty();
			assertThat(run.err()).contains(
					"error C_TIMEOUT: No reply from service 'nobody' for 300 ms" + System.lineSeparator(),
					"hint: pigato ls shows whether a worker offers it");
		}
	}

	@Test
	void oneWorkerIsAskedByItsId() {
		try (Setting setting = new Setting().with("who", (request, reply) -> reply.end("first"))
			.with("who", (request, reply) -> reply.end("second"))) {
			String[] ids = Run.of("ls", "-b", setting.endpoint(), "who")
				.lines()
				.stream()
				.skip(1)
				.map((line) -> line.split(" +")[1])
				.toArray(String[]::new);
			assertThat(ids).hasSize(2);
			assertThat(ids).extracting((id) -> Run.of("call", "-b", setting.endpoint(), "who", "-w", id).out().strip())
				.containsExactlyInAnyOrder("\"first\"", "\"second\"");
			Run nobody = Run.of("call", "-b", setting.endpoint(), "who", "--worker", "nobody");
			assertThat(nobody.exitCode()).isEqualTo(3);
			assertThat(nobody.err()).contains("error B_TARGET_NOT_FOUND: ", "hint: pigato ls SERVICE");
		}
	}

	@Test
	void servicesBehindANodeBrokerAreCalled() throws Exception {
		try (NodeBroker broker = new NodeBroker(); TrialWorker worker = new TrialWorker(broker.endpoint(), "trial")) {
			assertThat(worker.register(Duration.ofSeconds(30))).isTrue();
			Run run = Run.of("call", "-b", broker.endpoint(), "trial", "\"count\"", "--stream");
			assertThat(run.lines()).as(run.err()).containsExactly("1", "2", "3");
			assertThat(run.exitCode()).isZero();
			Run failed = Run.of("call", "-b", broker.endpoint(), "trial", "\"fail\"");
			assertThat(failed.err()).startsWith("error DOCTOR: asked for");
			assertThat(failed.exitCode()).isEqualTo(1);
		}
	}

	@Test
	void noBrokerIsAnErrorAtOnce() {
		Run run = Run.of("call", "-b", "tcp://127.0.0.1:1", "-t", "1h", "echo");
		assertThat(run.exitCode()).isEqualTo(3);
		assertThat(run.err()).contains("error B_UNREACHABLE: ", "hint: pigato doctor ENDPOINT");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"a\":1", "nonsense", "1 2", "{'a':1}", "[1]]" })
	void whatIsNotJsonIsNotSent(String json) {
		Run run = Run.of("call", "-b", "tcp://127.0.0.1:1", "echo", json);
		assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
		assertThat(run.err()).contains(json, "See: pigato call --help");
	}

	@Test
	void textWithoutItsQuotesIsShownWithThem() {
		assertThat(Run.of("call", "-b", "tcp://127.0.0.1:1", "echo", "hello").err()).contains("'\"hello\"'");
	}

}
