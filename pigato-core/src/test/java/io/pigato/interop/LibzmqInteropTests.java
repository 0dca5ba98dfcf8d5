package io.pigato.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.transport.DealerSocket;
import io.pigato.internal.transport.RecordingDealer;
import io.pigato.internal.transport.RecordingRouter;
import io.pigato.internal.transport.RouterSocket;
import io.pigato.internal.transport.TransportPair;
import io.pigato.internal.transport.zmtp.PubSub;
import io.pigato.internal.transport.zmtp.ZmtpEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Our own engine with bare sockets of libzmq at the other end, in both roles, with
 * libzmq's heartbeats: through Node.js (zeromq 6) and through Python (pyzmq).
 */
@ParameterizedClass
@ValueSource(strings = { "js", "py" })
class LibzmqInteropTests {

	@Parameter
	String language = "";

	private final TransportPair pair = new TransportPair(ZmtpEngine::new);

	private final RecordingRouter atRouter = new RecordingRouter();

	private final List<Process> started = new ArrayList<>();

	private Path script;

	private Path folder;

	private String program = "node";

	@BeforeEach
	void install() throws Exception {
		if (this.language.equals("py")) {
			this.folder = Files.createDirectories(NodeInstallation.target());
			this.program = PythonInstallation.find();
		}
		else {
			this.folder = node();
		}
		String name = "libzmq-peer." + this.language;
		this.script = this.folder.resolve(name);
		try (InputStream source = LibzmqInteropTests.class.getResourceAsStream("/interop/" + name)) {
			Files.copy(Objects.requireNonNull(source), this.script, StandardCopyOption.REPLACE_EXISTING);
		}
	}

	@AfterEach
	void close() {
		this.started.forEach(Process::destroyForcibly);
		this.pair.close();
	}

	@Test
	void dealerOfLibzmqIsAnsweredStaysAndComesBack() throws Exception {
		RouterSocket first = echo("tcp://127.0.0.1:0");
		String endpoint = first.endpoints().get(0);
		Process dealer = start("dealer", endpoint);
		BufferedReader output = output(dealer);
		assertThat(output.readLine()).isEqualTo("exchanged");
		assertThat(this.atRouter.gone()).as("heartbeats were answered").isEmpty();
		assertThat(this.atRouter.waiting()).hasSize(12)
			.allMatch((received) -> received.peer().equals(Frame.of("libzmq")));
		this.pair.brokerLoop().run(() -> first.close(Duration.ofSeconds(5)));
		await().ignoreExceptions().until(() -> echo(endpoint) != null);
		dealer.getOutputStream().write('\n');
		dealer.getOutputStream().flush();
		assertThat(output.readLine()).isEqualTo("exchanged again");
		assertThat(dealer.waitFor(20, TimeUnit.SECONDS)).isTrue();
		assertThat(this.atRouter.nextGone()).isEqualTo(Frame.of("libzmq"));
	}

	@Test
	void routerOfLibzmqIsTalkedTo() throws Exception {
		Process router = start("router");
		RecordingDealer told = new RecordingDealer();
		DealerSocket dealer = this.pair.openDealer(output(router).readLine(), "ours", TransportPair.LIMITS, told);
		byte[] large = new byte[5_000_000];
		new Random(6).nextBytes(large);
		List<Message> samples = List.of(Message.of(Frame.of("whole")), Message.of(Frame.EMPTY),
				TransportPair.message("a", "", "b"), Message.of(Frame.of(new byte[255]), Frame.of(new byte[256])),
				Message.of(Frame.of("head"), Frame.of(large), Frame.of("tail")));
		for (int round = 0; round < 2; round++) {
			for (Message sample : samples) {
				this.pair.send(dealer, sample);
				assertThat(told.next()).isEqualTo(sample);
			}
			await().during(Duration.ofMillis(1500)).until(() -> told.closed().isEmpty());
		}
		router.destroyForcibly();
		assertThat(told.nextClosed()).contains("has ended");
	}

	@Test
	void subscriberOfLibzmqHearsOurPublisher() throws Exception {
		PubSub.Published publisher = PubSub.publisher(this.pair);
		Process subscriber = start("sub", publisher.endpoint());
		await().atMost(Duration.ofSeconds(30)).until(() -> {
			publisher.publish().accept(TransportPair.message("other", "not wanted"));
			publisher.publish().accept(TransportPair.message("topic-1", "text"));
			return !subscriber.isAlive();
		});
		assertThat(output(subscriber).readLine()).isEqualTo("topic-1|text");
	}

	@Test
	void publisherOfLibzmqIsHeardByOurSubscriber() throws Exception {
		Process publisher = start("pub");
		RecordingDealer told = new RecordingDealer();
		PubSub.subscribe(this.pair, output(publisher).readLine(), "topic", told);
		for (int i = 0; i < 10; i++) {
			assertThat(told.next()).isEqualTo(TransportPair.message("topic-1", "text"));
		}
		await().during(Duration.ofMillis(1500)).until(() -> told.closed().isEmpty());
	}

	private RouterSocket echo(String bind) throws Exception {
		RouterSocket router = this.pair.openRouter(TransportPair.LIMITS, this.atRouter, bind);
		this.atRouter.onEach((peer, message) -> router.send(peer, message));
		return router;
	}

	private Process start(String... arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of(this.program, this.script.toString()));
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).directory(this.folder.toFile())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		this.started.add(process);
		Children.add(process);
		return process;
	}

	private static BufferedReader output(Process process) {
		return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
	}

	private static Path node() {
		try {
			return NodeInstallation.prepare();
		}
		catch (IOException ex) {
			throw Requirement.missing("Node.js and npm are needed to meet libzmq: " + ex.getMessage());
		}
	}

}
