package io.pigato.samples.quickstart;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.pigato.PigatoException;
import io.pigato.broker.PigatoBroker;
import io.pigato.client.PigatoClient;
import io.pigato.client.ReplyCallback;
import io.pigato.worker.PigatoWorker;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What docs/migration.md shows of the core works. */
@Timeout(60)
class WithoutSpringTests {

	@Test
	void whatTheDocumentShowsWorks(@TempDir Path directory) throws Exception {
		Path file = Files.writeString(directory.resolve("file"), "one\ntwo\n");
		try (PigatoBroker broker = WithoutSpring.broker("tcp://127.0.0.1:0");
				PigatoWorker worker = WithoutSpring.lines(endpoint(broker));
				PigatoClient client = PigatoClient.builder().endpoint(endpoint(broker)).build()) {
			assertThat(worker.concurrency()).isEqualTo(20);
			assertThat(WithoutSpring.all(client, file)).containsExactly("one", "two", "that is all");
			Received received = new Received();
			WithoutSpring.each(client, file, received);
			assertThat(received.all.get(30, TimeUnit.SECONDS)).containsExactly("one", "two", "end: that is all");
			assertThat(WithoutSpring.everybody(client, file).get(30, TimeUnit.SECONDS)).hasSize(1);
		}
	}

	private static String endpoint(PigatoBroker broker) {
		return broker.endpoints().stream().filter((endpoint) -> endpoint.startsWith("tcp:")).findFirst().orElseThrow();
	}

	private static final class Received implements ReplyCallback<String> {

		private final CompletableFuture<List<String>> all = new CompletableFuture<>();

		private final List<String> values = new ArrayList<>();

		@Override
		public void onPartial(String value) {
			this.values.add(value);
		}

		@Override
		public void onFinal(@Nullable String value) {
			this.values.add("end: " + value);
			this.all.complete(this.values);
		}

		@Override
		public void onError(PigatoException error) {
			this.all.completeExceptionally(error);
		}

	}

}
