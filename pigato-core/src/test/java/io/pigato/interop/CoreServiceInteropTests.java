package io.pigato.interop;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.pigato.broker.PigatoBroker;
import io.pigato.broker.ServiceSnapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** The original's core service on the internal channel of our broker. */
class CoreServiceInteropTests {

	@RegisterExtension
	final Stage stage = new Stage(() -> Combination.NODE_JAVA_NODE);

	private final PigatoBroker broker = PigatoBroker.builder()
		.bind("tcp://127.0.0.1:0")
		.internalChannel("tcp://127.0.0.1:*")
		.build();

	@BeforeEach
	void start() {
		this.broker.start();
	}

	@AfterEach
	void close() {
		this.broker.close();
	}

	@Test
	void originalDirectoryIsToldOfWorkersThatComeAndGo() throws Exception {
		String endpoint = this.broker.endpoints().get(0);
		this.stage.keep(this.stage.workerAt(endpoint, "before"));
		String directory = directory(endpoint);
		Stage.until(() -> listing(directory).path("before").size() == 1);
		assertThat(this.broker.services(10).get()).extracting(ServiceSnapshot::name)
			.containsExactlyInAnyOrder("before", "$dir");
		TestWorker later = this.stage.workerAt(endpoint, "later");
		Stage.until(() -> listing(directory).path("later").size() == 1);
		assertThat(listing(directory).path("$dir")).hasSize(1);
		later.close();
		Stage.until(() -> listing(directory).path("later").isEmpty());
		assertThat(listing(directory).path("before")).hasSize(1);
		assertThat(this.broker.snapshot().workers()).isEqualTo(2);
	}

	private String directory(String endpoint) {
		String name = Stage.name("directory");
		this.stage.node()
			.peers()
			.call("directory", Map.of("name", name, "endpoint", endpoint, "publications",
					this.broker.internalChannel().orElseThrow()));
		this.stage.keep(() -> this.stage.node().peers().call("stop", Map.of("of", name)));
		return name;
	}

	private JsonNode listing(String directory) {
		return this.stage.node().peers().call("listing", Map.of("of", directory));
	}

}
