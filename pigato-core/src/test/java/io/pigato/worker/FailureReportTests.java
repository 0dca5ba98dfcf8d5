package io.pigato.worker;

import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import io.pigato.ErrorCodes;
import io.pigato.PigatoPayloadException;
import io.pigato.PigatoRemoteException;
import io.pigato.PigatoServiceException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FailureReportTests {

	@Test
	void whatTheHandlerMeansToTellTravels() {
		FailureReport report = FailureReport.of(new PigatoServiceException("NO_STOCK", "none left", Map.of("left", 0)),
				false);
		assertThat(report).isEqualTo(new FailureReport("NO_STOCK", "none left", Map.of("left", 0), false));
	}

	@Test
	void aFailureWithoutMessageIsShownByItsCode() {
		PigatoServiceException silent = new PigatoServiceException("NO_STOCK",
				new IllegalStateException().getMessage());
		assertThat(FailureReport.of(silent, false)).isEqualTo(new FailureReport("NO_STOCK", "NO_STOCK", null, false));
	}

	@Test
	void anUnexpectedFailureTellsItsMessageOnlyWhenAllowedTo() {
		IllegalStateException failure = new IllegalStateException("password is x");
		assertThat(FailureReport.of(failure, false))
			.isEqualTo(new FailureReport(ErrorCodes.INTERNAL, "internal error", null, true));
		assertThat(FailureReport.of(failure, true))
			.isEqualTo(new FailureReport(ErrorCodes.INTERNAL, "password is x", null, true));
		assertThat(FailureReport.of(new IllegalStateException(), true).message()).isEqualTo("internal error");
	}

	@Test
	void theRequestsPayloadIsTheCallersFaultAndAnyOtherPayloadIsNot() {
		PigatoPayloadException cause = new PigatoPayloadException("Cannot read the payload as int");
		assertThat(FailureReport.of(new UnreadablePayloadException(cause), false))
			.isEqualTo(new FailureReport(ErrorCodes.INVALID_PAYLOAD, "Cannot read the payload as int", null, false));
		assertThat(FailureReport.of(cause, false).code()).isEqualTo(ErrorCodes.INTERNAL);
	}

	@Test
	void theErrorOfANestedCallIsNotTheHandlersOwn() {
		assertThat(FailureReport.of(new PigatoRemoteException("NO_STOCK", "none left"), false))
			.isEqualTo(new FailureReport(ErrorCodes.INTERNAL, "internal error", null, true));
	}

	@Test
	void whatAnAsynchronousComputationWrapsAroundIsTakenOff() {
		Throwable failure = new CompletionException(
				new ExecutionException(new PigatoServiceException("NO_STOCK", "none left")));
		assertThat(FailureReport.of(failure, false).code()).isEqualTo("NO_STOCK");
		assertThat(FailureReport.of(new CompletionException("ended", null), true).message()).isEqualTo("ended");
	}

}
