package io.pigato.spring.lifecycle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;

import io.pigato.PigatoClosedException;
import io.pigato.RequestOptions;
import io.pigato.client.ClientListener;
import io.pigato.client.PigatoClient;
import io.pigato.client.ReplyCallback;
import io.pigato.client.RequestHandle;
import io.pigato.payload.PayloadType;
import io.pigato.spring.event.PigatoClientDisconnectedEvent;
import io.pigato.transport.PigatoLoop;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.RETURNS_SELF;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

class PigatoClientLifecycleTests {

	private static final RequestOptions OPTIONS = RequestOptions.DEFAULT.withTimeout(Duration.ofSeconds(7));

	private final List<PigatoClient> cores = new ArrayList<>();

	private final List<PigatoLoop> loops = new ArrayList<>();

	private final SharedPigatoLoop loop = new SharedPigatoLoop();

	private final PigatoClientLifecycle lifecycle = new PigatoClientLifecycle(this.loop, true);

	@Test
	void aClientConnectsWithTheStartAndIsClosedWithTheStop() {
		PigatoClient client = managed(this.lifecycle);
		assertThat(this.cores).isEmpty();
		this.lifecycle.start();
		verify(this.cores.get(0)).start();
		assertThat(this.lifecycle.isRunning()).isTrue();
		given(this.cores.get(0).isConnected()).willReturn(true);
		assertThat(client.isConnected()).isTrue();
		this.lifecycle.stop();
		verify(this.cores.get(0)).close();
		assertThat(this.lifecycle.isRunning()).isFalse();
		assertThat(this.loops.get(0).eventLoop().isAlive()).isFalse();
	}

	@Test
	void theSameClientHasANewCoreAfterEachStart() {
		PigatoClient client = managed(this.lifecycle);
		for (int i = 0; i < 3; i++) {
			this.lifecycle.start();
			client.service("echo").retrieve().body(String.class);
			verify(this.cores.get(i)).service("echo");
			this.lifecycle.stop();
		}
		assertThat(this.cores).hasSize(3);
	}

	@Test
	void aStoppedClientLeavesItToItsClosedCoreToRefuse() {
		PigatoClient client = managed(this.lifecycle);
		this.lifecycle.start();
		this.lifecycle.stop();
		given(this.cores.get(0).service("echo")).willThrow(new PigatoClosedException("closed"));
		assertThatExceptionOfType(PigatoClosedException.class)
			.isThrownBy(() -> client.service("echo").retrieve().body(String.class));
		assertThat(this.cores).hasSize(1);
	}

	@Test
	void clientsAreClosedSideBySide() {
		managed(this.lifecycle);
		managed(this.lifecycle);
		this.lifecycle.start();
		CyclicBarrier together = new CyclicBarrier(2);
		this.cores.forEach((core) -> willAnswer((call) -> together.await(10, TimeUnit.SECONDS)).given(core).close());
		this.lifecycle.stop();
		assertThat(together.isBroken()).isFalse();
		assertThat(this.loops.get(0).eventLoop().isAlive()).isFalse();
	}

	@Test
	void aClientThatIsUsedBeforeTheStartConnectsThenAndStaysTheSame() {
		PigatoClient client = managed(this.lifecycle);
		client.service("echo").retrieve().future(String.class);
		assertThat(this.cores).hasSize(1);
		assertThat(this.lifecycle.isRunning()).isFalse();
		this.lifecycle.start();
		assertThat(this.cores).hasSize(1);
		verify(this.cores.get(0)).start();
		this.lifecycle.stop();
		verify(this.cores.get(0)).close();
	}

	@Test
	void aClientThatIsMadeAfterTheStartConnectsAtOnce() {
		this.lifecycle.start();
		managed(this.lifecycle);
		verify(this.cores.get(0)).start();
		this.lifecycle.stop();
		verify(this.cores.get(0)).close();
	}

	@Test
	void withoutAutoStartupAClientConnectsWhenItIsUsedAndIsStoppedAllTheSame() {
		PigatoClientLifecycle manual = new PigatoClientLifecycle(this.loop, false);
		PigatoClient client = managed(manual);
		assertThat(manual.isAutoStartup()).isFalse();
		assertThat(manual.isRunning()).isFalse();
		client.service("echo").retrieve().body(String.class);
		assertThat(manual.isRunning()).isTrue();
		manual.stop();
		verify(this.cores.get(0)).close();
		assertThat(manual.isRunning()).isFalse();
		client.service("echo").retrieve().body(String.class);
		assertThat(this.cores).hasSize(2);
		manual.stop();
	}

	@Test
	void onceItIsClosedNoClientConnectsAnyMore() {
		PigatoClientLifecycle manual = new PigatoClientLifecycle(this.loop, false);
		PigatoClient used = managed(manual);
		PigatoClient unused = managed(manual);
		used.service("echo").retrieve().body(String.class);
		manual.stop();
		manual.close();
		for (PigatoClient client : List.of(used, unused, managed(manual))) {
			assertThatExceptionOfType(PigatoClosedException.class)
				.isThrownBy(() -> client.service("echo").retrieve().body(String.class));
		}
		assertThat(this.cores).hasSize(1);
		assertThat(this.loops.get(0).eventLoop().isAlive()).isFalse();
	}

	@Test
	void aClosedClientStaysClosed() {
		PigatoClient client = managed(this.lifecycle);
		this.lifecycle.start();
		client.close();
		client.close();
		verify(this.cores.get(0)).close();
		this.lifecycle.stop();
		this.lifecycle.start();
		assertThat(this.cores).hasSize(1);
		this.lifecycle.stop();
	}

	@Test
	void aClientThatWasClosedBeforeItsFirstUseRefusesIt() {
		PigatoClient client = managed(this.lifecycle);
		client.close();
		assertThatExceptionOfType(PigatoClosedException.class)
			.isThrownBy(() -> client.service("echo").retrieve().body(String.class));
		assertThatExceptionOfType(PigatoClosedException.class).isThrownBy(client::start);
		assertThat(this.cores).isEmpty();
		assertThat(client.isConnected()).isFalse();
	}

	@Test
	void whatARequestIsToBeReachesTheCore() {
		PigatoClient.RequestSpec spec = mock(PigatoClient.RequestSpec.class, RETURNS_SELF);
		PigatoClient.ReplySpec replies = mock(PigatoClient.ReplySpec.class);
		given(spec.retrieve()).willReturn(replies);
		PigatoClient client = managed(this.lifecycle);
		client.start();
		given(this.cores.get(0).service("echo")).willReturn(spec);
		PayloadType<List<String>> type = new PayloadType<>() {
		};
		given(replies.body(type)).willReturn(List.of("x"));
		RequestOptions options = RequestOptions.DEFAULT.withRetry(true);
		PigatoClient.RequestSpec request = client.service("echo")
			.options(options)
			.data("hi")
			.timeout(Duration.ofSeconds(2))
			.noCache()
			.worker("w")
			.header("a", "b");
		PigatoClient.ReplySpec first = request.retrieve();
		PigatoClient.ReplySpec second = request.noTimeout().data("ho").retrieve();
		assertThat(first.body(type)).containsExactly("x");
		RequestOptions expected = new RequestOptions(Duration.ofSeconds(2), true, true, "w", Map.of("a", "b"),
				Map.of());
		verify(spec).data("hi");
		verify(spec).options(expected);
		assertThat(second.body(type)).containsExactly("x");
		verify(spec).data("ho");
		verify(spec).options(expected.withoutTimeout());
		client.close();
	}

	@Test
	void whatARequestDoesNotSayIsAsTheBuilderSays() {
		PigatoClient client = managed(this.lifecycle);
		client.start();
		PigatoClient.RequestSpec spec = mock(PigatoClient.RequestSpec.class, RETURNS_DEEP_STUBS);
		given(this.cores.get(0).service("echo").data(null)).willReturn(spec);
		client.service("echo").retry().retrieve().body(String.class);
		verify(spec).options(OPTIONS.withRetry(true));
		client.close();
	}

	@Test
	@SuppressWarnings("unchecked")
	void aPublisherAsksTheCoreOfTheMomentOfItsSubscription() {
		PigatoClient client = managed(this.lifecycle);
		this.lifecycle.start();
		Flow.Publisher<String> publisher = client.service("ticks").retrieve().publisher(String.class);
		verify(this.cores.get(0), never()).service(any());
		this.lifecycle.stop();
		this.lifecycle.start();
		publisher.subscribe(mock(Flow.Subscriber.class));
		verify(this.cores.get(1)).service("ticks");
		verify(this.cores.get(0), never()).service(any());
		this.lifecycle.stop();
	}

	@Test
	@SuppressWarnings("unchecked")
	void aCallbackIsHandedToTheCoreAndItsHandleBack() {
		PigatoClient.RequestSpec spec = mock(PigatoClient.RequestSpec.class, RETURNS_SELF);
		PigatoClient.ReplySpec replies = mock(PigatoClient.ReplySpec.class);
		given(spec.retrieve()).willReturn(replies);
		PigatoClient client = managed(this.lifecycle);
		this.lifecycle.start();
		given(this.cores.get(0).service("ticks")).willReturn(spec);
		PayloadType<String> type = PayloadType.of(String.class);
		ReplyCallback<String> callback = mock(ReplyCallback.class);
		RequestHandle handle = mock(RequestHandle.class);
		given(replies.callback(type, callback)).willReturn(handle);
		assertThat(client.service("ticks").retrieve().callback(type, callback)).isSameAs(handle);
		this.lifecycle.stop();
	}

	@Test
	void whyThereIsNoConnectionIsToldByTheCoreThatTriesToConnect() {
		PigatoClient client = managed(this.lifecycle);
		assertThat(client.lastError()).isEmpty();
		this.lifecycle.start();
		given(this.cores.get(0).lastError()).willReturn(Optional.of("connection refused"));
		assertThat(client.lastError()).contains("connection refused");
		this.lifecycle.stop();
	}

	@Test
	void onlyWhatWaitsIsChecked() {
		PigatoClient client = this.lifecycle.manage(this::core, settings(() -> {
			throw new IllegalStateException("too early");
		}));
		PigatoClient.ReplySpec request = client.service("echo").retrieve();
		assertThatIllegalStateException().isThrownBy(() -> request.body(String.class)).withMessage("too early");
		assertThatIllegalStateException().isThrownBy(() -> request.stream(String.class)).withMessage("too early");
		assertThat(this.cores).isEmpty();
		request.future(String.class);
		assertThat(this.cores).hasSize(1);
		client.close();
	}

	@Test
	void aServiceWithoutANameIsRefused() {
		PigatoClient client = managed(this.lifecycle);
		assertThatIllegalArgumentException().isThrownBy(() -> client.service(""));
	}

	@Test
	void itStartsBetweenBrokerAndWorkersAndIsPaused() throws InterruptedException {
		assertThat(this.lifecycle.getPhase()).isEqualTo(SmartLifecycle.DEFAULT_PHASE - 6144)
			.isGreaterThan(PigatoBrokerLifecycle.PHASE)
			.isLessThan(PigatoWorkerLifecycle.PHASE);
		assertThat(this.lifecycle.isPauseable()).isTrue();
		assertThat(this.lifecycle.isAutoStartup()).isTrue();
		CountDownLatch stopped = new CountDownLatch(1);
		this.lifecycle.stop(stopped::countDown);
		stopped.await();
	}

	@Test
	void theEndOfAConnectionIsToldByTheTimeItsClientIsClosed() {
		List<ApplicationEvent> told = new ArrayList<>();
		GenericApplicationContext context = new GenericApplicationContext() {

			@Override
			public void publishEvent(ApplicationEvent event) {
				told.add(event);
			}

		};
		PigatoEvents events = new PigatoEvents(context, Runnable::run);
		events.onApplicationEvent(new ContextRefreshedEvent(context));
		ClientListener own = mock(ClientListener.class);
		List<ClientListener> listeners = new ArrayList<>();
		this.lifecycle.manage((used, listener) -> {
			listeners.add(listener);
			return core(used, listener);
		}, new ManagedClientSettings(OPTIONS, () -> {
		}, Interceptions.NONE, own, events));
		this.lifecycle.start();
		listeners.get(0).onConnect();
		given(this.cores.get(0).lastError()).willReturn(Optional.of("it is closed"));
		this.lifecycle.stop();
		assertThat(told).hasSize(2);
		assertThat(told.get(1)).isInstanceOfSatisfying(PigatoClientDisconnectedEvent.class,
				(event) -> assertThat(event.getReason()).isEqualTo("it is closed"));
		listeners.get(0).onDisconnect("it is closed");
		assertThat(told).hasSize(2);
		verify(own).onDisconnect("it is closed");
	}

	private PigatoClient managed(PigatoClientLifecycle owner) {
		return owner.manage(this::core, settings(() -> {
		}));
	}

	private static ManagedClientSettings settings(Runnable blockingCheck) {
		return new ManagedClientSettings(OPTIONS, blockingCheck, Interceptions.NONE, new ClientListener() {
		}, null);
	}

	private PigatoClient core(PigatoLoop used, ClientListener listener) {
		PigatoClient core = mock(PigatoClient.class, RETURNS_DEEP_STUBS);
		this.cores.add(core);
		this.loops.add(used);
		return core;
	}

}
