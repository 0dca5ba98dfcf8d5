package io.pigato.interop;

import java.time.Duration;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.pigato.RequestOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;

import static org.assertj.core.api.Assertions.assertThat;

/** The core service {@code $dir}; behind an original broker, the original's own. */
@ParameterizedClass
@Settings
class DirectoryInteropTests {

	private static final RequestOptions OPTIONS = RequestOptions.DEFAULT.withTimeout(Duration.ofSeconds(20));

	@Parameter
	Setting setting = Setting.NONE;

	@RegisterExtension
	final Stage stage = new Stage(() -> this.setting);

	@Test
	void directoryNamesTheWorkersOfServices() {
		TestBroker broker = this.stage.broker();
		String core = (broker instanceof NodePeers.Broker original) ? core(original) : "";
		String one = this.stage.holder("maße", 5).id();
		String two = this.stage.holder("maße", 5).id();
		String other = this.stage.holder("other", 5).id();
		TestClient client = this.stage.client();
		Stage.until(() -> ask(client, core, "maße").size() == 2);
		assertThat(ask(client, core, "maße")).extracting(JsonNode::asText).containsExactlyInAnyOrder(one, two);
		assertThat(ask(client, core, "nobody")).isEmpty();
		assertThat(ask(client, core, "nobody").isArray()).isTrue();
		JsonNode all = ask(client, core, null);
		assertThat(all.get("other")).extracting(JsonNode::asText).containsExactly(other);
		assertThat(all.get("maße")).hasSize(2);
		assertThat(all.has("$dir")).isTrue();
	}

	private String core(NodePeers.Broker original) {
		String name = Stage.name("directory");
		this.stage.node()
			.peers()
			.call("directory",
					Map.of("name", name, "endpoint", original.endpoint(), "publications", original.publications()));
		return name;
	}

	private JsonNode ask(TestClient client, String core, @Nullable String service) {
		if (!core.isEmpty()) {
			this.stage.node().peers().call("publish", Map.of("of", core));
		}
		Outcome outcome = Stage.get(client.request("$dir", service, OPTIONS));
		assertThat(outcome.failure()).isNull();
		return outcome.values().get(0);
	}

}
