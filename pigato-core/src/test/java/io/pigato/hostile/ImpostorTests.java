package io.pigato.hostile;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

import io.pigato.broker.PigatoBroker;
import io.pigato.client.PigatoClient;
import io.pigato.internal.transport.RawPeer;
import io.pigato.transport.PigatoLoop;
import io.pigato.transport.Transport;
import io.pigato.worker.PigatoWorker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever a broker that means harm sends to clients and workers: they live, and work
 * with the next one that does not.
 */
@ParameterizedClass(name = "{0}")
@EnumSource(Transport.class)
class ImpostorTests {

	private static final String SERVICE = "victim";

	private static final Duration HEARTBEAT = Duration.ofMillis(600);

	/** So long that an impostor, who answers none, has time for all its lies. */
	private static final Duration SLOW_HEARTBEAT = Duration.ofSeconds(20);

	@Parameter
	Transport transport = Transport.ZMTP;

	private final Random random = new Random(20_261_123);

	private final PigatoLoop victims = PigatoLoop.start("victims");

	private final LogWatch log = LogWatch.open();

	private final Queue<Throwable> uncaught = new ConcurrentLinkedQueue<>();

	private final AtomicReference<String> endpoint = new AtomicReference<>("");

	private final Impostor impostor;

	private PigatoBroker honest = PigatoBroker.builder().build();

	ImpostorTests() throws IOException {
		this.impostor = Impostor.open();
		this.endpoint.set(this.impostor.endpoint());
	}

	@BeforeEach
	void open() {
		Thread.setDefaultUncaughtExceptionHandler((thread, ex) -> this.uncaught.add(ex));
		this.honest = PigatoBroker.builder().bind("tcp://127.0.0.1:0").transport(this.transport).build();
		this.honest.start();
	}

	@AfterEach
	void close() throws IOException {
		this.honest.close();
		this.victims.close();
		this.impostor.close();
		this.log.close();
		Thread.setDefaultUncaughtExceptionHandler(null);
	}

	@Test
	void bytesThatAreNoZeroMq() throws IOException {
		try (PigatoClient client = client(HEARTBEAT); PigatoWorker worker = worker()) {
			client.start();
			worker.start();
			for (Malice malice : Malice.all()) {
				attempt(malice);
			}
			assertWorkWithAnHonestBroker(client, worker);
		}
	}

	/** Our engine ends the connection by itself; JeroMQ may wait for more. */
	private void attempt(Malice malice) throws IOException {
		try (RawPeer victim = this.impostor.accept(malice.stage(), this.transport)) {
			victim.raw(malice.bytes());
			if (this.transport == Transport.ZMTP) {
				victim.awaitEnd();
			}
		}
		catch (java.net.SocketTimeoutException ex) {
			throw new IOException(malice + ": " + ex.getMessage(), ex);
		}
		catch (IOException ex) {
			// the victim has ended the connection before all was said
		}
	}

	@Test
	void liesToAClient() throws IOException {
		try (PigatoClient client = client(SLOW_HEARTBEAT)) {
			client.start();
			try (RawPeer victim = this.impostor.accept(Stage.READY, this.transport)) {
				victim.raw(Bytes.message("C", "4", "{\"ext\":[\"cancel\",\"error\",\"heartbeat\"]}"));
				int forms = Lies.toClient("").size();
				for (int form = 0; form < forms; form++) {
					CompletableFuture<Object> asked = client.service(SERVICE).data(1).retrieve().future(Object.class);
					String rid = Impostor.requestOf(victim, SERVICE);
					for (byte[] lie : Lies.about(Lies.toClient(rid).get(form), this.random)) {
						victim.raw(lie);
					}
					victim.raw(Bytes.message("C", "3", "", rid, "0", "\"true\"", "{}"));
					Site.patiently().until(asked::isDone);
				}
				assertThat(client.isConnected()).isTrue();
			}
			try (PigatoWorker worker = worker()) {
				worker.start();
				assertWorkWithAnHonestBroker(client, worker);
			}
		}
	}

	@Test
	void liesToAWorker() throws IOException {
		try (PigatoWorker worker = worker(); PigatoClient client = client(HEARTBEAT)) {
			worker.start();
			for (byte[][] form : Lies.toWorker()) {
				List<byte[]> lies = Lies.about(form, this.random);
				int next = 0;
				while (next < lies.size()) {
					next = tell(lies, next);
				}
			}
			assertWorkWithAnHonestBroker(client, worker);
		}
	}

	/** Goes on until the worker has enough of it, which a lie may tell it to have. */
	private int tell(List<byte[]> lies, int first) throws IOException {
		int next = first;
		try (RawPeer victim = this.impostor.accept(Stage.READY, this.transport)) {
			victim.raw(Bytes.message("W", "1", "{\"ext\":[\"cancel\",\"error\",\"heartbeat\"]}"));
			Thread reader = new Thread(() -> readAll(victim), "hostile-reader");
			reader.start();
			while (next < lies.size()) {
				victim.raw(lies.get(next));
				next++;
				if (!reader.isAlive()) {
					return next;
				}
			}
			return next;
		}
		catch (java.net.SocketTimeoutException ex) {
			throw ex;
		}
		catch (IOException ex) {
			return next + 1;
		}
	}

	private static void readAll(RawPeer victim) {
		try {
			victim.awaitEnd();
		}
		catch (IOException ex) {
			// the connection is over
		}
	}

	private void assertWorkWithAnHonestBroker(PigatoClient client, PigatoWorker worker) {
		this.endpoint.set(this.honest.endpoints().get(0));
		Site.patiently().until(() -> {
			dismiss();
			return worker.isRegistered() && this.honest.snapshot().services() == 1;
		});
		for (int i = 0; i < 10; i++) {
			assertThat(Objects.requireNonNull(client.request(SERVICE, i, Integer.class))).isEqualTo(i);
		}
		assertThat(this.uncaught).isEmpty();
		assertThat(this.log.offences()).isEmpty();
		assertThat(this.victims.isAlive()).isTrue();
	}

	/** Ends connections that were made before there was an honest broker. */
	private void dismiss() {
		try {
			this.impostor.close();
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

	private PigatoClient client(Duration heartbeat) {
		return PigatoClient.builder()
			.endpoint(this.endpoint::get)
			.transport(this.transport)
			.loop(this.victims)
			.heartbeat(heartbeat, 5)
			.reconnectDelay(Duration.ofMillis(1), Duration.ofMillis(10))
			.build();
	}

	private PigatoWorker worker() {
		return PigatoWorker.builder()
			.service(SERVICE)
			.endpoint(this.endpoint::get)
			.transport(this.transport)
			.loop(this.victims)
			.heartbeat(HEARTBEAT, 5)
			.reconnectDelay(Duration.ofMillis(1), Duration.ofMillis(10))
			.handler((request, reply) -> reply.end(request.data(Integer.class)))
			.build();
	}

}
