package io.pigato.samples.shutdown;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.pigato.PigatoException;
import io.pigato.broker.BrokerListener;
import io.pigato.broker.PigatoBroker;
import io.pigato.client.PigatoClient;
import io.pigato.samples.support.RunningProcess;
import io.pigato.worker.PigatoWorker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/** Processes that are told to end while requests are under way. */
@Timeout(180)
class GracefulShutdownTests implements BrokerListener {

	private static final int REQUESTS = 200;

	private static final int TERMINATED = 143;

	private static final Duration LONG = Duration.ofSeconds(60);

	private final List<AutoCloseable> open = new ArrayList<>();

	private final AtomicInteger draining = new AtomicInteger();

	private PigatoBroker broker = PigatoBroker.builder().bind("tcp://127.0.0.1:0").listener(this).build();

	@Override
	public void concurrencyChanged(String service, String workerId, int concurrency) {
		if (service.equals("nested") && concurrency == 0) {
			this.draining.incrementAndGet();
		}
	}

	@BeforeEach
	void start() {
		this.broker.start();
	}

	@AfterEach
	void stop() throws Exception {
		for (int i = this.open.size() - 1; i >= 0; i--) {
			this.open.get(i).close();
		}
		this.broker.close();
	}

	@Test
	void webApplicationAnswersAllItHasBegun() throws Exception {
		CountDownLatch arrived = new CountDownLatch(REQUESTS);
		CountDownLatch release = new CountDownLatch(1);
		worker("slow", arrived, release);
		RunningProcess web = process("--server.port=0", "--server.address=127.0.0.1");
		String port = web.await("Tomcat started on port (\\d+)").group(1);
		web.await("Started ShutdownApplication");
		HttpClient http = HttpClient.newHttpClient();
		List<CompletableFuture<HttpResponse<String>>> responses = IntStream.range(0, REQUESTS)
			.mapToObj((i) -> http.sendAsync(
					HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/ask/slow/" + i)).build(),
					HttpResponse.BodyHandlers.ofString()))
			.toList();
		arrived.await();
		web.terminate();
		web.await("Commencing graceful shutdown");
		release.countDown();
		for (int i = 0; i < REQUESTS; i++) {
			assertThat(responses.get(i)).succeedsWithin(LONG)
				.returns(200, HttpResponse::statusCode)
				.returns("" + i, HttpResponse::body);
		}
		assertThat(web.exitCode()).isEqualTo(TERMINATED);
	}

	@Test
	void drainingWorkerFinishesAndGetsNothingNew() {
		CountDownLatch arrived = new CountDownLatch(5);
		CountDownLatch release = new CountDownLatch(1);
		worker("gate", arrived, release);
		RunningProcess services = services();
		PigatoClient client = client();
		List<CompletableFuture<String>> begun = ask(client, "nested", 5);
		await().atMost(LONG).until(() -> arrived.getCount() == 0);
		services.terminate();
		await().atMost(LONG).until(() -> this.draining.get() > 0);
		worker("nested", new CountDownLatch(0), new CountDownLatch(0));
		List<CompletableFuture<String>> late = ask(client, "nested", 20);
		late.forEach((reply) -> assertThat(reply).succeedsWithin(LONG).asString().doesNotStartWith("process"));
		release.countDown();
		begun.forEach((reply) -> assertThat(reply).succeedsWithin(LONG).asString().startsWith("process"));
		assertThat(services.exitCode()).isEqualTo(TERMINATED);
	}

	@Test
	void hangingHandlerDoesNotKeepTheProcess() {
		RunningProcess services = services("--pigato.worker.shutdown-grace=500ms");
		CompletableFuture<String> reply = ask(client(), "hanging", 1).get(0);
		services.await("^hanging$");
		services.terminate();
		assertThat(services.exitCode()).isEqualTo(TERMINATED);
		PigatoException error = catchThrowableOfType(PigatoException.class, () -> {
			try {
				reply.join();
			}
			catch (java.util.concurrent.CompletionException ex) {
				throw ex.getCause();
			}
		});
		assertThat(error).isNotNull();
	}

	@Test
	void deadBrokerDoesNotKeepTheProcess() throws Exception {
		RunningProcess services = services("--spring.lifecycle.timeout-per-shutdown-phase=10s");
		await().atMost(LONG).until(() -> this.broker.snapshot().workers() == 2);
		this.broker.close();
		services.terminate();
		assertThat(services.exitCode()).isEqualTo(TERMINATED);
	}

	private RunningProcess services(String... arguments) {
		String[] all = Arrays.copyOf(arguments, arguments.length + 2);
		all[arguments.length] = "--spring.profiles.active=offering";
		all[arguments.length + 1] = "--spring.main.web-application-type=none";
		return process(all);
	}

	private RunningProcess process(String... arguments) {
		String[] all = Arrays.copyOf(arguments, arguments.length + 2);
		all[arguments.length] = "--pigato.endpoint=" + this.broker.endpoints().get(0);
		all[arguments.length + 1] = "--spring.main.banner-mode=off";
		RunningProcess process = RunningProcess.java(ShutdownApplication.class, all);
		this.open.add(process);
		return process;
	}

	private void worker(String service, CountDownLatch arrived, CountDownLatch release) {
		PigatoWorker worker = PigatoWorker.builder()
			.endpoint(this.broker.endpoints().get(0))
			.service(service)
			.concurrency(REQUESTS)
			.handler((request, reply) -> {
				arrived.countDown();
				release.await();
				reply.end(request.data(String.class));
			})
			.build();
		this.open.add(worker);
		worker.start();
	}

	private PigatoClient client() {
		PigatoClient client = PigatoClient.builder().endpoint(this.broker.endpoints().get(0)).build();
		this.open.add(client);
		client.start();
		return client;
	}

	private static List<CompletableFuture<String>> ask(PigatoClient client, String service, int count) {
		return IntStream.range(0, count)
			.mapToObj((i) -> client.service(service).data("" + i).timeout(LONG).retrieve().future(String.class))
			.toList();
	}

}
