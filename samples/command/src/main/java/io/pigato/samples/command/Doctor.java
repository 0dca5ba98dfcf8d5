package io.pigato.samples.command;

import java.io.IOException;
import java.time.Duration;

/** Walks the dialogue with a broker, from the endpoint's text to the worker's goodbye. */
final class Doctor {

	private final Report report;

	private final Duration limit;

	Doctor(Report report, Duration limit) {
		this.report = report;
		this.limit = limit;
	}

	/**
	 * Examines what is at an endpoint, up to the first step that fails.
	 * @param endpoint as a user has written it
	 * @return whether a broker works there
	 */
	boolean examine(String endpoint) {
		try {
			BrokerKind kind = walk(endpoint);
			this.report.conclude(endpoint + " is " + kind.description() + ", and it works.");
			return true;
		}
		catch (StepFailedException ex) {
			this.report.conclude("There is something wrong with " + Printable.of(endpoint) + ": see '" + ex.getMessage()
					+ "'; what comes after it was not tried.");
			return false;
		}
	}

	private BrokerKind walk(String endpoint) throws StepFailedException {
		Address address = this.report.step("endpoint",
				() -> Finding.of(Address.parse(endpoint), "is well-formed: " + endpoint));
		BrokerKind kind = meet(address);
		try (Dialogue dialogue = new Dialogue(endpoint, this.limit)) {
			this.report.step("worker", dialogue::register);
			this.report.step("request", dialogue::request);
			this.report.step("stream", dialogue::stream);
			this.report.step("error", dialogue::error);
			this.report.step("time-out", dialogue::timeout);
			this.report.step("cancel", () -> dialogue.cancel(kind));
			boolean listed = this.report.step("directory", () -> dialogue.directory(kind));
			this.report.step("goodbye", () -> dialogue.leave(listed));
		}
		return kind;
	}

	private BrokerKind meet(Address address) throws StepFailedException {
		try (Wire wire = this.report.step("connect", () -> Wire.connect(address, this.limit))) {
			this.report.step("greeting", () -> Greeting.exchange(wire, address));
			this.report.step("socket", () -> new Handshake(wire).exchange());
			return this.report.step("heartbeat", () -> BrokerKind.ask(new Frames(wire)));
		}
		catch (IOException ex) {
			throw new StepFailedException("heartbeat", ex);
		}
	}

}
