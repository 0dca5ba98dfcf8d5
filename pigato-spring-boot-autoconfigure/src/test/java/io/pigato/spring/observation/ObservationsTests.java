package io.pigato.spring.observation;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;

import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import io.pigato.ErrorCodes;
import io.pigato.PigatoRemoteException;
import io.pigato.PigatoServiceException;
import io.pigato.PigatoServiceUnavailableException;
import io.pigato.PigatoTimeoutException;
import io.pigato.RequestOptions;
import io.pigato.payload.PayloadType;
import io.pigato.spring.client.PigatoClientInterceptor;
import io.pigato.spring.client.PigatoClientInterceptor.Outcome;
import io.pigato.spring.worker.DelegatingReply;
import io.pigato.spring.worker.PigatoServiceRegistration;
import io.pigato.worker.Reply;
import io.pigato.worker.RequestHandler;
import io.pigato.worker.ServiceRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.mockito.BDDMockito;
import org.mockito.Mockito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** What is observed of a request, by which names, and when it ends. */
class ObservationsTests {

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	private final ServiceLabels labels = new ServiceLabels(2);

	private final Reply reply = Mockito.mock(Reply.class);

	@Test
	void aClientsRequestEndsOnceItsOutcomeIsKnown() {
		client(null).succeeded();
		assertClient("success").hasLowCardinalityKeyValue("service", "greet")
			.hasHighCardinalityKeyValue("pigato.service", "greet")
			.hasHighCardinalityKeyValue("pigato.worker.id", "none")
			.hasContextualNameEqualTo("request greet")
			.doesNotHaveError();
	}

	@Test
	void aClientsRequestThatFailsHasItsError() {
		IllegalStateException error = new IllegalStateException("on purpose");
		client(null).failed(error);
		assertClient("error").hasError(error);
	}

	@Test
	void aClientsRequestThatIsCancelledIsNoError() {
		client(null).cancelled();
		assertClient("cancelled").doesNotHaveError();
	}

	@Test
	void aClientsRequestThatGoesOnIsNotOver() {
		client(null).partial();
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasObservationWithNameEqualTo("pigato.client.request")
			.that()
			.hasBeenStarted()
			.isNotStopped();
	}

	@Test
	void aRegistryWithoutHandlersCostsNothing() {
		PigatoClientObservations observations = new PigatoClientObservations(ObservationRegistry.NOOP, null,
				this.labels);
		assertThat(observations.intercept(new GivenRequest("greet"))).isSameAs(Outcome.IGNORED);
	}

	@Test
	void aHandlerThatEndsItsReplyHasSucceeded() throws Exception {
		BDDMockito.given(this.reply.isActive()).willReturn(true);
		handle((request, given) -> {
			assertThat(this.registry.getCurrentObservation()).isNotNull();
			given.write("part");
			given.end("all");
		});
		assertWorker("success").hasLowCardinalityKeyValue("service", "gre*")
			.hasHighCardinalityKeyValue("pigato.service", "greet")
			.hasHighCardinalityKeyValue("pigato.request.id", "rid")
			.hasHighCardinalityKeyValue("pigato.client.id", "me")
			.hasContextualNameEqualTo("handle gre*")
			.doesNotHaveError();
		assertThat(this.registry.getCurrentObservation()).isNull();
		Mockito.verify(this.reply).write("part");
		Mockito.verify(this.reply).end("all");
		Mockito.verify(this.reply, Mockito.never()).onCancel(Mockito.any());
	}

	@Test
	void aReplyThatNobodyAwaitsAnyMoreWasCancelled() throws Exception {
		handle((request, given) -> given.end("all"));
		assertWorker("cancelled").doesNotHaveError();
	}

	@Test
	void aHandlerThatThrowsFailsItsReplyWithinItsScope() throws Exception {
		IllegalStateException error = new IllegalStateException("on purpose");
		BDDMockito.willAnswer((call) -> {
			assertThat(this.registry.getCurrentObservation()).isNotNull();
			return null;
		}).given(this.reply).fail(error);
		handle((request, given) -> {
			throw error;
		});
		Mockito.verify(this.reply).fail(error);
		assertWorker("error").hasError(error);
	}

	@Test
	void aHandlerThatThrowsAfterTheEndIsLeftToTheWorker() throws Exception {
		BDDMockito.given(this.reply.isActive()).willReturn(true);
		assertThatIllegalStateException().isThrownBy(() -> handle((request, given) -> {
			given.end();
			throw new IllegalStateException("on purpose");
		}));
		Mockito.verify(this.reply, Mockito.never()).fail(Mockito.any());
		assertWorker("success").doesNotHaveError();
	}

	@Test
	void anInterruptedHandlerLeavesItsThreadInterrupted() throws Exception {
		handle((request, given) -> {
			throw new InterruptedException("on purpose");
		});
		assertThat(Thread.interrupted()).isTrue();
		assertWorker("error");
	}

	@Test
	void aFailureIsTakenOutOfWhatIsWrappedAroundIt() throws Exception {
		IllegalStateException error = new IllegalStateException("on purpose");
		handle((request, given) -> given.fail(new CompletionException(error)));
		assertWorker("error").hasError(error);
	}

	@Test
	void anErrorThatTheHandlerMeansIsAnErrorAndARejectIsNot() throws Exception {
		handle((request, given) -> given.error("NO_STOCK", "none left"));
		assertWorker("error").hasError();
		this.registry.clear();
		handle((request, given) -> given.reject());
		assertWorker("rejected").doesNotHaveError();
	}

	@Test
	void aReplyThatDoesNotEndIsNotOverUntilItEndsOrIsCancelled() throws Exception {
		Reply[] kept = new Reply[1];
		handle((request, given) -> kept[0] = given);
		ArgumentCaptor<Runnable> onCancel = ArgumentCaptor.forClass(Runnable.class);
		Mockito.verify(this.reply).onCancel(onCancel.capture());
		worker().isNotStopped();
		onCancel.getValue().run();
		assertWorker("cancelled");
		kept[0].end("too late");
		assertWorker("cancelled");
	}

	@Test
	void anEndThatIsRefusedIsNoEnd() throws Exception {
		BDDMockito.willThrow(new IllegalArgumentException("on purpose")).given(this.reply).end("unwritable");
		handle((request, given) -> {
			assertThatIllegalArgumentException().isThrownBy(() -> given.end("unwritable"));
			worker().isNotStopped();
			given.error("NO_JSON", "no JSON");
		});
		assertWorker("error");
	}

	@Test
	void namesBeyondTheLimitAreOther() {
		assertThat(List.of(this.labels.of("a"), this.labels.of("b"), this.labels.of("c"), this.labels.of("a")))
			.containsExactly("a", "b", "other", "a");
		assertThat(new ServiceLabels(0).of("a")).isEqualTo("other");
		assertThatIllegalArgumentException().isThrownBy(() -> new ServiceLabels(-1));
	}

	@Test
	void aConventionOfOnesOwnReplacesTheNames() throws Exception {
		client(new OpenTelemetryPigatoClientObservationConvention()).succeeded();
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasObservationWithNameEqualTo("rpc.client.call.duration")
			.that()
			.hasContextualNameEqualTo("greet")
			.hasLowCardinalityKeyValue("rpc.system.name", "pigato")
			.hasLowCardinalityKeyValue("rpc.method", "greet")
			.hasLowCardinalityKeyValue("rpc.response.status_code", "OK")
			.hasLowCardinalityKeyValue("error.type", "none");
		PigatoWorkerObservations observations = new PigatoWorkerObservations(this.registry,
				new OpenTelemetryPigatoWorkerObservationConvention(), this.labels);
		observations.intercept(new GivenServiceRequest(), new DelegatingReply(this.reply),
				(request, given) -> given.error("NO_STOCK", "none left"));
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasObservationWithNameEqualTo("rpc.server.call.duration")
			.that()
			.hasLowCardinalityKeyValue("rpc.response.status_code", "other")
			.hasLowCardinalityKeyValue("error.type", PigatoServiceException.class.getName());
	}

	@Test
	void codesOfPigatosOwnAreStatusesAndOthersAreNot() {
		Map<Throwable, String> expected = Map.of(new PigatoRemoteException(ErrorCodes.VALIDATION, "x"), "W_VALIDATION",
				new PigatoRemoteException("ANYTHING", "x"), "other",
				new PigatoServiceUnavailableException(ErrorCodes.NO_WORKER, "x"), "B_NO_WORKER",
				new PigatoTimeoutException("x"), "C_TIMEOUT", new IllegalStateException("x"), "other");
		expected.forEach((error, status) -> assertThat(RpcKeyValues.of("a", RequestOutcome.ERROR, error).stream())
			.anySatisfy((key) -> assertThat(key.getValue()).isEqualTo(status)));
	}

	private Outcome client(@Nullable PigatoClientObservationConvention convention) {
		return new PigatoClientObservations(this.registry, convention, this.labels)
			.intercept(new GivenRequest("greet"));
	}

	private void handle(RequestHandler handler) throws Exception {
		new PigatoWorkerObservations(this.registry, null, this.labels)
			.forService(new PigatoServiceRegistration("gre*", handler))
			.intercept(new GivenServiceRequest(), this.reply, handler);
	}

	private TestObservationRegistryAssert.TestObservationRegistryAssertReturningObservationContextAssert worker() {
		return TestObservationRegistryAssert.assertThat(this.registry)
			.hasObservationWithNameEqualTo("pigato.worker.request")
			.that();
	}

	private TestObservationRegistryAssert.TestObservationRegistryAssertReturningObservationContextAssert assertWorker(
			String outcome) {
		worker().hasBeenStopped().hasLowCardinalityKeyValue("outcome", outcome);
		return worker();
	}

	private TestObservationRegistryAssert.TestObservationRegistryAssertReturningObservationContextAssert assertClient(
			String outcome) {
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasNumberOfObservationsEqualTo(1)
			.hasObservationWithNameEqualTo("pigato.client.request")
			.that()
			.hasBeenStopped()
			.hasLowCardinalityKeyValue("outcome", outcome);
		return TestObservationRegistryAssert.assertThat(this.registry)
			.hasObservationWithNameEqualTo("pigato.client.request")
			.that();
	}

	private static final class GivenRequest implements PigatoClientInterceptor.Request {

		private final String service;

		private RequestOptions options = RequestOptions.DEFAULT;

		GivenRequest(String service) {
			this.service = service;
		}

		@Override
		public String service() {
			return this.service;
		}

		@Override
		public @Nullable Object data() {
			return null;
		}

		@Override
		public RequestOptions options() {
			return this.options;
		}

		@Override
		public PigatoClientInterceptor.Request options(RequestOptions all) {
			this.options = all;
			return this;
		}

	}

	private static final class GivenServiceRequest implements ServiceRequest {

		@Override
		public String service() {
			return "greet";
		}

		@Override
		public String id() {
			return "rid";
		}

		@Override
		public String clientId() {
			return "me";
		}

		@Override
		public <T> @Nullable T data(PayloadType<T> type) {
			return null;
		}

		@Override
		public Map<String, Object> options() {
			return Map.of();
		}

		@Override
		public Map<String, String> headers() {
			return Map.of();
		}

	}

}
