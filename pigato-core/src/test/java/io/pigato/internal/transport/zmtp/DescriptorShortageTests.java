package io.pigato.internal.transport.zmtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.pigato.ConnectionLimits;
import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.Ticker;
import io.pigato.internal.transport.Endpoint;
import io.pigato.internal.transport.EventLoop;
import io.pigato.internal.transport.RawPeer;
import io.pigato.internal.transport.RouterOptions;
import io.pigato.internal.transport.RouterSocket;
import io.pigato.internal.transport.TransportLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What becomes of a broker that has no descriptor left for another connection. */
class DescriptorShortageTests {

	private static final int DESCRIPTORS = 120;

	private static final int PEERS = 200;

	@Test
	@EnabledOnOs(OS.LINUX)
	void peersThatFindNoDescriptorAreServedOnceThereAreSomeAndTheOthersAllTheTime() throws Exception {
		Process broker = new ProcessBuilder("bash", "-c",
				"ulimit -n " + DESCRIPTORS + " && exec \"$0\" -Xmx64m -cp \"$1\" \"$2\"",
				ProcessHandle.current().info().command().orElse("java"), System.getProperty("java.class.path"),
				DescriptorShortageTests.class.getName())
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
		List<RawPeer> waiting = new ArrayList<>();
		try (BufferedReader output = new BufferedReader(
				new InputStreamReader(broker.getInputStream(), StandardCharsets.UTF_8))) {
			String endpoint = endpoint(output);
			RawPeer first = keep(waiting, RawPeer.connect(endpoint).handshake("DEALER", null));
			for (int i = 0; i < PEERS; i++) {
				keep(waiting, RawPeer.connect(endpoint));
			}
			await().until(() -> descriptors(broker) >= DESCRIPTORS - 2);
			assertEchoes(first);
			Duration used = cpu(broker);
			await().during(Duration.ofSeconds(1)).until(() -> descriptors(broker) >= DESCRIPTORS - 2);
			assertThat(cpu(broker).minus(used)).as("it does not spin").isLessThan(Duration.ofMillis(800));
			for (RawPeer peer : waiting.subList(1, waiting.size())) {
				peer.reset();
			}
			assertEchoes(keep(waiting, RawPeer.connect(endpoint).handshake("DEALER", null)));
			assertEchoes(first);
		}
		finally {
			broker.destroyForcibly();
			for (RawPeer peer : waiting) {
				peer.close();
			}
		}
	}

	/** The broker, in a process of its own. */
	public static void main(String[] args) throws Exception {
		EventLoop loop = new EventLoop("broker", Ticker.system());
		loop.start();
		ZmtpEngine engine = new ZmtpEngine(loop);
		loop.execute(() -> {
			Echo echo = new Echo();
			Duration patient = Duration.ofMinutes(5);
			TransportLimits limits = new TransportLimits(1_000_000, 8, 1000, 1_000_000,
					new ConnectionLimits(10_000, 10_000, 1024, patient, patient, patient, 10, 1000));
			echo.router = engine.openRouter(new RouterOptions(List.of(Endpoint.parse("tcp://127.0.0.1:0")), limits),
					echo);
			System.out.println(echo.router.endpoints().get(0));
		});
		System.in.read();
	}

	private static String endpoint(BufferedReader output) throws IOException {
		String line = output.readLine();
		while (line != null && !line.startsWith("tcp://")) {
			line = output.readLine();
		}
		assertThat(line).isNotNull();
		return line;
	}

	private static RawPeer keep(List<RawPeer> peers, RawPeer peer) {
		peers.add(peer);
		return peer;
	}

	private static void assertEchoes(RawPeer peer) throws IOException {
		peer.message("hello".getBytes(StandardCharsets.US_ASCII));
		assertThat(peer.readFrame()).isEqualTo("hello".getBytes(StandardCharsets.US_ASCII));
	}

	private static int descriptors(Process process) {
		String[] open = Path.of("/proc", String.valueOf(process.pid()), "fd").toFile().list();
		return (open != null) ? open.length : 0;
	}

	private static Duration cpu(Process process) throws IOException {
		String[] fields = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"))
			.replaceAll(".*\\) ", "")
			.split(" ");
		return Duration.ofMillis(10 * (Long.parseLong(fields[11]) + Long.parseLong(fields[12])));
	}

	private static final class Echo implements RouterSocket.Handler {

		private RouterSocket router;

		@Override
		public void onMessage(Frame peer, Message message) {
			this.router.send(peer, message);
		}

		@Override
		public void onGone(Frame peer) {
		}

		@Override
		public void onFailed(Throwable cause) {
		}

	}

}
