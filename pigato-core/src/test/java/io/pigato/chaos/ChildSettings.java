package io.pigato.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.pigato.transport.Transport;

/**
 * What a process is told at its start.
 *
 * @param name of the process, {@code role + index + "." + generation}
 * @param folder where its record is, and the file {@link #ENDPOINT}
 * @param engine its transport
 * @param endpoint where to connect; empty to look into the file
 * @param heartbeatMillis the interval
 * @param rate requests a second, of a client
 * @param seed of its choices
 */
record ChildSettings(String name, Path folder, Transport engine, String endpoint, int heartbeatMillis, int rate,
		long seed) {

	/** Where the broker is at present. */
	static final String ENDPOINT = "endpoint";

	static final int LIVENESS = 3;

	static final String SERVICE = "chaos";

	static final Duration FIRST_PAUSE = Duration.ofMillis(20);

	static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

	static ChildSettings parse(String[] args) {
		return new ChildSettings(args[0], Path.of(args[1]), Transport.valueOf(args[2]), args[3],
				Integer.parseInt(args[4]), Integer.parseInt(args[5]), Long.parseLong(args[6]));
	}

	List<String> arguments() {
		return List.of(this.name, this.folder.toString(), this.engine.name(), this.endpoint,
				String.valueOf(this.heartbeatMillis), String.valueOf(this.rate), String.valueOf(this.seed));
	}

	Duration heartbeat() {
		return Duration.ofMillis(this.heartbeatMillis);
	}

	/** Where to connect now. */
	String currentEndpoint() {
		if (!this.endpoint.isEmpty()) {
			return this.endpoint;
		}
		try {
			return Files.readString(this.folder.resolve(ENDPOINT));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Its record; whatever nobody catches goes there, too. */
	RecordFile openRecord() {
		RecordFile opened = new RecordFile(this.folder, this.name);
		Thread.setDefaultUncaughtExceptionHandler((thread, what) -> opened.thrown(what));
		return opened;
	}

}
