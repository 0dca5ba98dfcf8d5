package io.pigato.samples.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Takes steps, a line each. A step that does not end is left behind on its daemon thread.
 */
final class Report implements AutoCloseable {

	private static final int OVERTIME = 3;

	private final PrintWriter out;

	private final Duration limit;

	private final ExecutorService executor = Executors.newCachedThreadPool(Report::daemon);

	/**
	 * An empty report.
	 * @param out where it is printed
	 * @param limit what each thing that a step waits for may take; the whole step is
	 * given three times as much
	 */
	Report(PrintWriter out, Duration limit) {
		this.out = out;
		this.limit = limit;
	}

	<T> T step(String name, Callable<Finding<T>> step) throws StepFailedException {
		Future<Finding<T>> future = this.executor.submit(step);
		try {
			Finding<T> finding = future.get(OVERTIME * this.limit.toMillis(), TimeUnit.MILLISECONDS);
			print(finding.there() ? "ok" : "-", name, finding.text());
			return finding.value();
		}
		catch (ExecutionException ex) {
			throw failed(name, (ex.getCause() != null) ? ex.getCause() : ex);
		}
		catch (TimeoutException ex) {
			future.cancel(true);
			throw failed(name,
					new DiagnosisException("not over within " + Durations.text(this.limit.multipliedBy(OVERTIME)),
							"The broker answers slowly or in part; more time: --timeout"));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw failed(name, ex);
		}
	}

	void conclude(String text) {
		this.out.println(text);
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
	}

	private StepFailedException failed(String name, Throwable cause) {
		print("FAILED", name, (cause.getMessage() != null) ? cause.getMessage() : cause.toString());
		if (cause instanceof DiagnosisException diagnosis) {
			print("", "", diagnosis.advice());
		}
		return new StepFailedException(name, cause);
	}

	private void print(String status, String name, String text) {
		this.out.printf("%-6s  %-9s  %s%n", status, name, Printable.of(text));
		this.out.flush();
	}

	private static Thread daemon(Runnable step) {
		Thread thread = new Thread(step, "doctor");
		thread.setDaemon(true);
		return thread;
	}

}
