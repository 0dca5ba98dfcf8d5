package io.pigato.samples.command;

import java.io.PrintWriter;
import java.util.concurrent.ExecutionException;

import io.pigato.ErrorCodes;
import io.pigato.PigatoCancelledException;
import io.pigato.PigatoConnectionException;
import io.pigato.PigatoException;
import io.pigato.PigatoPayloadException;
import io.pigato.PigatoRemoteException;
import io.pigato.PigatoServiceUnavailableException;
import io.pigato.PigatoTimeoutException;
import picocli.CommandLine;

/** A failed request: its code and message, a hint, and the exit code. */
final class FailurePrinter implements CommandLine.IExecutionExceptionHandler {

	@Override
	public int handleExecutionException(Exception thrown, CommandLine command, CommandLine.ParseResult parsed)
			throws Exception {
		Throwable failure = (thrown instanceof ExecutionException && thrown.getCause() != null) ? thrown.getCause()
				: thrown;
		if (!(failure instanceof PigatoException)) {
			throw thrown;
		}
		PrintWriter err = command.getErr();
		String code = code(failure);
		String message = String.valueOf(failure.getMessage()).replace(" (" + code + ")", "");
		err.println("error " + Printable.of(code + ": " + message));
		if (failure instanceof PigatoRemoteException remote && remote.details() != null) {
			err.println("details: " + Printable.of(String.valueOf(remote.details())));
		}
		String hint = hint(failure);
		if (!hint.isEmpty()) {
			err.println("hint: " + hint);
		}
		return exitCode(failure);
	}

	private static int exitCode(Throwable failure) {
		if (failure instanceof PigatoRemoteException || failure instanceof PigatoCancelledException) {
			return ExitCodes.NEGATIVE;
		}
		return (failure instanceof PigatoPayloadException) ? ExitCodes.USAGE : ExitCodes.NO_ANSWER;
	}

	private static String code(Throwable failure) {
		if (failure instanceof PigatoRemoteException remote) {
			return remote.code();
		}
		if (failure instanceof PigatoServiceUnavailableException unavailable) {
			return unavailable.code();
		}
		if (failure instanceof PigatoTimeoutException) {
			return ErrorCodes.CLIENT_TIMEOUT;
		}
		if (failure instanceof PigatoCancelledException) {
			return ErrorCodes.CANCELLED;
		}
		return (failure instanceof PigatoConnectionException) ? ErrorCodes.UNREACHABLE
				: failure.getClass().getSimpleName();
	}

	private static String hint(Throwable failure) {
		if (failure instanceof PigatoConnectionException) {
			return "pigato doctor ENDPOINT says what is at that address";
		}
		if (failure instanceof PigatoTimeoutException) {
			return "pigato ls shows whether a worker offers it; --timeout allows for more time";
		}
		return switch (code(failure)) {
			case ErrorCodes.TARGET_NOT_FOUND -> "pigato ls SERVICE shows the ids of its workers";
			case ErrorCodes.NO_WORKER -> "pigato ls shows which services there are";
			case ErrorCodes.INTERNAL -> "the log of the worker says more";
			case ErrorCodes.INVALID_PAYLOAD, ErrorCodes.VALIDATION -> "the service expects other JSON";
			case ErrorCodes.SHUTDOWN, ErrorCodes.QUEUE_FULL -> "later it may work";
			default -> "";
		};
	}

}
