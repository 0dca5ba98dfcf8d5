package io.pigato.spring.worker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import io.pigato.PigatoServiceException;
import io.pigato.worker.RequestHandler;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

class HandlerChainTests {

	private final List<Throwable> asked = new ArrayList<>();

	private final PigatoExceptionResolver recording = (failure, request) -> {
		this.asked.add(failure);
		return null;
	};

	private final PigatoExceptionResolver resolving = (failure, request) -> new PigatoServiceException("E_RESOLVED",
			failure.getMessage() + " of " + request.service());

	@Test
	void aHandlerWithNothingAroundItIsLeftAsItIs() {
		RequestHandler handler = throwing(new IOException("disk"));
		assertThat(new HandlerChain(List.of(), List.of()).around(handler)).isSameAs(handler);
	}

	@Test
	void theFirstResolverWithAnAnswerCounts() {
		PigatoExceptionResolver never = (failure, request) -> new PigatoServiceException("E_NEVER", "never");
		assertThatExceptionOfType(PigatoServiceException.class)
			.isThrownBy(() -> handle(new IOException("disk"), this.recording, this.resolving, never))
			.withMessage("disk of service")
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo("E_RESOLVED"));
		assertThat(this.asked).singleElement().isInstanceOf(IOException.class);
	}

	@Test
	void aResolverThatFailsInWhateverWayIsPassedOver() {
		PigatoExceptionResolver failing = (failure, request) -> {
			throw new AssertionError("on purpose");
		};
		assertThatExceptionOfType(PigatoServiceException.class)
			.isThrownBy(() -> handle(new IOException("disk"), failing, this.resolving))
			.withMessage("disk of service");
	}

	@Test
	void resolversSeeWhatIsWithin() {
		IOException failure = new IOException("disk");
		Throwable thrown = catchThrowable(
				() -> handle(new CompletionException(new ExecutionException(failure)), this.recording));
		assertThat(this.asked).containsExactly(failure);
		assertThat(thrown).isInstanceOf(CompletionException.class);
	}

	@Test
	void anErrorMayBeResolvedAndElseStaysAnError() {
		StackOverflowError error = new StackOverflowError("deep");
		assertThat(catchThrowable(() -> handle(error, this.recording))).isSameAs(error);
		assertThatExceptionOfType(PigatoServiceException.class).isThrownBy(() -> handle(error, this.resolving))
			.withMessage("deep of service");
	}

	@Test
	void whatTellsByItselfWhatCallersAreToldIsNotAskedAbout() {
		PigatoServiceException meant = new PigatoServiceException("E_MEANT", "meant");
		assertThat(catchThrowable(() -> handle(meant, this.recording, this.resolving))).isSameAs(meant);
		assertThat(this.asked).isEmpty();
	}

	@Test
	void anInterruptIsKept() {
		assertThatExceptionOfType(PigatoServiceException.class)
			.isThrownBy(() -> handle(new InterruptedException("now"), this.resolving));
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void aReplyThatIsFailedIsResolvedToo() throws Exception {
		RecordedReply reply = new RecordedReply();
		new HandlerChain(List.of(), List.of(this.resolving))
			.around((request, given) -> given.fail(new CompletionException(new IOException("disk"))))
			.handle(new GivenRequest("null"), reply);
		assertThat(reply.events()).containsExactly("fail PigatoServiceException disk of service");
	}

	private static void handle(Throwable failure, PigatoExceptionResolver... resolvers) throws Exception {
		new HandlerChain(List.of(), List.of(resolvers)).around(throwing(failure))
			.handle(new GivenRequest("null"), new RecordedReply());
	}

	private static RequestHandler throwing(Throwable failure) {
		return (request, reply) -> {
			if (failure instanceof Error error) {
				throw error;
			}
			throw (Exception) failure;
		};
	}

}
