package io.pigato.samples.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import io.pigato.client.PigatoClient;
import io.pigato.samples.support.FreePort;
import io.pigato.samples.support.RunningProcess;
import io.pigato.worker.PigatoWorker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** The broker as its users start it. */
@Timeout(120)
class BrokerProcessTests {

	private static final String BOUND = "PIGATO broker started on .*(tcp://127\\.0\\.0\\.1:\\d+)";

	@Test
	void routesAndDrainsWhenItIsTerminated() throws Exception {
		try (RunningProcess broker = start()) {
			String endpoint = broker.await(BOUND).group(1);
			CountDownLatch asked = new CountDownLatch(1);
			CountDownLatch leave = new CountDownLatch(1);
			try (PigatoWorker worker = worker(endpoint, asked, leave); PigatoClient client = client(endpoint)) {
				CompletableFuture<String> reply = client.service("slow")
					.data("hello")
					.timeout(Duration.ofSeconds(60))
					.retrieve()
					.future(String.class);
				asked.await();
				broker.terminate();
				broker.await("PIGATO broker is stopping, with 1 requests under way and 0 that wait");
				leave.countDown();
				assertThat(reply.join()).isEqualTo("hello");
			}
			assertThat(broker.exitCode()).isEqualTo(143);
		}
	}

	@Test
	void actuatorIsServedOnItsOwnPortWhenAskedFor() throws Exception {
		try (RunningProcess broker = start("--management.server.port=0")) {
			String port = broker.await("Tomcat started on port (\\d+)").group(1);
			broker.await(BOUND);
			broker.await("Started BrokerApplication");
			HttpResponse<String> response = HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health")).build(),
						HttpResponse.BodyHandlers.ofString());
			assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
			assertThat(response.body()).contains("\"status\":\"UP\"");
		}
	}

	@Test
	void channelOfTheDirectoryIsOnTheCommandLine() throws IOException {
		int port = FreePort.find();
		try (RunningProcess broker = start("--pigato.broker.internal-channel=tcp://127.0.0.1:" + port)) {
			broker.await("Started BrokerApplication");
			try (Socket channel = new Socket(InetAddress.getLoopbackAddress(), port)) {
				assertThat(channel.isConnected()).isTrue();
			}
		}
	}

	@Test
	void malformedEndpointSaysWhatToWrite() {
		try (RunningProcess broker = RunningProcess.java(BrokerApplication.class, "--pigato.broker.bind=127.0.0.1")) {
			broker.await("APPLICATION FAILED TO START");
			broker.await("tcp://");
			assertThat(broker.exitCode()).isEqualTo(1);
		}
	}

	private static RunningProcess start(String... arguments) {
		String[] all = new String[arguments.length + 1];
		all[0] = "--pigato.broker.bind=tcp://127.0.0.1:0";
		System.arraycopy(arguments, 0, all, 1, arguments.length);
		return RunningProcess.java(BrokerApplication.class, all);
	}

	private static PigatoWorker worker(String endpoint, CountDownLatch asked, CountDownLatch leave) {
		PigatoWorker worker = PigatoWorker.builder().endpoint(endpoint).service("slow").handler((request, reply) -> {
			asked.countDown();
			leave.await();
			reply.end(request.data(String.class));
		}).build();
		worker.start();
		return worker;
	}

	private static PigatoClient client(String endpoint) {
		PigatoClient client = PigatoClient.builder().endpoint(endpoint).build();
		client.start();
		return client;
	}

}
