package io.pigato.interop;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.databind.node.TextNode;
import io.pigato.RequestOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;

import static org.assertj.core.api.Assertions.assertThat;

/** A worker learns whether anybody still waits for a long reply. */
@ParameterizedClass
@Settings
class RequestHeartbeatInteropTests {

	private static final RequestOptions BEATING = RequestOptions.DEFAULT.withOther("beat", 100);

	@Parameter
	Setting setting = Setting.NONE;

	@RegisterExtension
	final Stage stage = new Stage(() -> this.setting);

	@Test
	void workerKnowsThatItsClientStillWaits() {
		this.stage.heartbeat(Duration.ofMillis(500));
		TestWorker worker = this.stage.holder("long", 5).worker();
		CompletableFuture<Outcome> outcome = this.stage.client().stream("long", "x", BEATING);
		Stage.until(() -> worker.requests().size() == 1);
		if (this.setting.broker() == Language.NODE) {
			// 14: no heartbeat arrives; a worker of this project does not rely on them
			this.stage.originalDefect(14);
		}
		if (this.setting.broker() == Language.NODE && this.setting.worker() == Language.NODE) {
			Stage.until(() -> !worker.isActive(0));
		}
		else {
			long end = System.nanoTime() + Duration.ofMillis(2500).toNanos();
			Stage.until(() -> System.nanoTime() > end);
			Stage.until(() -> worker.isActive(0));
		}
		worker.end(0, "done");
		assertThat(Stage.get(outcome)).isEqualTo(new Outcome(List.of(TextNode.valueOf("done")), null));
	}

}
