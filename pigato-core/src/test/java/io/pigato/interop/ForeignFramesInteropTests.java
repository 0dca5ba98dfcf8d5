package io.pigato.interop;

import java.nio.charset.StandardCharsets;
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

/**
 * Frames in the shapes that other peers than Node.js ones send, through this project's
 * broker: Go's and Ruby's, and clients whose identity is no text.
 */
@ParameterizedClass
@Settings({ Combination.NODE_JAVA_JAVA, Combination.JAVA_JAVA_NODE })
class ForeignFramesInteropTests {

	private static final RequestOptions OPTIONS = RequestOptions.DEFAULT.withTimeout(Duration.ofSeconds(20));

	@Parameter
	Setting setting = Setting.NONE;

	@RegisterExtension
	final Stage stage = new Stage(() -> this.setting);

	@Test
	void requestWithoutOptionsIsAnswered() {
		this.stage.worker("echo");
		RawDealer client = dealer("go-client");
		client.send("C", "2", "echo", "5f3a9c0e1b2d4c6e8f0a1b2c", "{\"a\":1}");
		assertThat(client.receive()).startsWith("C", "3", "", "5f3a9c0e1b2d4c6e8f0a1b2c", "0", "{\"a\":1}");
		client.send("C", "2", "echo", "5f3a9c0e1b2d4c6e8f0a1b2d", "[2]", "");
		assertThat(client.receive()).startsWith("C", "3", "", "5f3a9c0e1b2d4c6e8f0a1b2d", "0", "[2]");
	}

	@Test
	void requestWithoutDataIsNull() {
		this.stage.worker("echo");
		RawDealer client = dealer("bare-client");
		client.send("C", "2", "echo", "r1");
		client.send("C", "2", "echo", "r2", "", "undefined");
		assertThat(List.of(client.receive(), client.receive())).allSatisfy((reply) -> {
			assertThat(reply).hasSizeGreaterThanOrEqualTo(6);
			assertThat(reply.get(5)).isEqualTo("null");
		}).extracting((reply) -> reply.get(3)).containsExactlyInAnyOrder("r1", "r2");
	}

	@Test
	void clientThatNeverBeatIsToldNoErrorAndGetsNoHeartbeat() {
		this.stage.worker("echo");
		RawDealer client = dealer("go-client");
		client.send("C", "2", "echo", "lost", "1", "{\"workerId\":\"nobody\"}");
		client.send("C", "4", "worker", "nobody");
		client.send("C", "4", "request", "lost");
		client.send("C", "2", "echo", "found", "2", "{}");
		assertThat(client.receive()).startsWith("C", "3", "", "found", "0", "2");
	}

	@Test
	void clientWithABinaryIdentityGetsItsReplies() {
		this.stage.worker("echo");
		RawDealer one = dealer(new byte[] { (byte) 0xff, (byte) 0x80, 0, 10 });
		RawDealer two = dealer(new byte[] { (byte) 0xff, (byte) 0x81, 0, 10 });
		RawDealer nameless = dealer(new byte[0]);
		one.send("C", "2", "echo", "same", "\"one\"", "{}");
		two.send("C", "2", "echo", "same", "\"two\"", "{}");
		nameless.send("C", "2", "echo", "same", "\"three\"", "{}");
		assertThat(one.receive()).startsWith("C", "3", "", "same", "0", "\"one\"");
		assertThat(two.receive()).startsWith("C", "3", "", "same", "0", "\"two\"");
		assertThat(nameless.receive()).startsWith("C", "3", "", "same", "0", "\"three\"");
		one.send("C", "2", "echo", "stream", "{\"partials\":2,\"last\":\"end\"}", "{}");
		assertThat(one.receive()).startsWith("C", "6", "", "stream", "0", "0");
		assertThat(one.receive()).startsWith("C", "6", "", "stream", "0", "1");
		assertThat(one.receive()).startsWith("C", "3", "", "stream", "0", "\"end\"");
	}

	@Test
	void replyWithoutOptionsReachesTheClient() {
		RawDealer worker = dealer("ruby-worker");
		worker.send("W", "1", "ruby");
		assertThat(worker.receive()).startsWith("W", "1");
		worker.send("W", "4");
		assertThat(worker.receive()).containsExactly("W", "4");
		TestClient client = this.stage.client();
		CompletableFuture<Outcome> whole = client.request("ruby", "a", OPTIONS);
		List<String> request = worker.receiveRequest();
		worker.send("W", "3", request.get(2), "", request.get(5), "0", "\"b\"");
		assertThat(Stage.get(whole)).isEqualTo(new Outcome(List.of(TextNode.valueOf("b")), null));
		CompletableFuture<Outcome> parts = client.stream("ruby", "a", OPTIONS);
		List<String> next = worker.receiveRequest();
		worker.send("W", "6", next.get(2), "", next.get(5), "0", "\"c\"");
		worker.send("W", "3", next.get(2), "", next.get(5), "0", "null");
		assertThat(Stage.get(parts)).isEqualTo(new Outcome(List.of(TextNode.valueOf("c")), null));
	}

	private RawDealer dealer(String identity) {
		return dealer(identity.getBytes(StandardCharsets.US_ASCII));
	}

	private RawDealer dealer(byte[] identity) {
		return this.stage.keep(new RawDealer(this.stage.broker().endpoint(), identity));
	}

}
