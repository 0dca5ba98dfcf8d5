package io.pigato.spring.boot.test;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import io.pigato.PigatoRemoteException;
import io.pigato.PigatoTimeoutException;
import io.pigato.client.PigatoClient;
import io.pigato.worker.ServiceRequest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

@SpringBootTest
@AutoConfigureTestPigato
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(60)
class PigatoStubsTests {

	@Autowired
	private Shop shop;

	@Autowired
	private PigatoClient pigato;

	@Autowired
	private PigatoStubs stubs;

	@Test
	@Order(1)
	void stubReplies() {
		this.stubs.stub("greet").reply("hi");
		assertThat(this.shop.greet("Ada")).isEqualTo("hi");
		assertThat(this.stubs.requests("greet")).singleElement()
			.extracting((request) -> request.data(String.class))
			.isEqualTo("Ada");
	}

	@Test
	@Order(2)
	void stubsAreGoneAfterTheirTest() {
		assertThat(this.stubs.requests("greet")).isEmpty();
		assertThatExceptionOfType(PigatoTimeoutException.class).isThrownBy(
				() -> this.pigato.service("greet").timeout(Duration.ofMillis(200)).retrieve().body(String.class));
	}

	@Test
	void stubAnswersByTheRequest() {
		this.stubs.stub("greet").answer((request) -> "Hello, " + request.data(String.class));
		assertThat(this.shop.greet("Ada")).isEqualTo("Hello, Ada");
	}

	@Test
	void whatWasSaidLastHolds() {
		PigatoStub greet = this.stubs.stub("greet").reply("one");
		assertThat(this.shop.greet("Ada")).isEqualTo("one");
		assertThat(this.stubs.stub("greet").reply("two")).isSameAs(greet);
		assertThat(this.shop.greet("Ada")).isEqualTo("two");
		assertThat(greet.requests()).hasSize(2);
	}

	@Test
	void stubStreams() {
		this.stubs.stub("stock").stream(3, 2, 1);
		assertThat(this.shop.stock("tea")).containsExactly(3, 2, 1);
	}

	@Test
	void stubFails() {
		this.stubs.stub("greet").error("NOT_AT_HOME", "nobody there");
		assertThatExceptionOfType(PigatoRemoteException.class).isThrownBy(() -> this.shop.greet("Ada"))
			.withMessage("nobody there")
			.returns("NOT_AT_HOME", PigatoRemoteException::code);
	}

	@Test
	void silentStubLetsTheCallerMeetItsTimeout() {
		PigatoStub greet = this.stubs.stub("greet").silence();
		assertThatExceptionOfType(PigatoTimeoutException.class).isThrownBy(
				() -> this.pigato.service("greet").timeout(Duration.ofMillis(100)).retrieve().body(String.class));
		assertThat(greet.requests()).hasSize(1);
	}

	@Test
	void silentStubDoesNotHoldUpTheEndOfItsTest() {
		this.stubs.stub("greet").silence();
		CompletableFuture<String> reply = this.pigato.service("greet").noTimeout().retrieve().future(String.class);
		await().until(() -> this.stubs.requests("greet").size() == 1);
		this.stubs.reset();
		assertThat(reply).failsWithin(Duration.ofSeconds(10))
			.withThrowableThat()
			.withMessageContaining("The test that stubbed this service is over");
	}

	@Test
	void heldSilentStubDoesNotHoldUpTheEndOfItsTest() {
		assertTheEndIsNotHeldUp(this.stubs.stub("greet").silence().hold());
	}

	@Test
	void heldStubThatWouldWaitDoesNotHoldUpTheEndOfItsTest() {
		CountDownLatch never = new CountDownLatch(1);
		assertTheEndIsNotHeldUp(this.stubs.stub("greet").handle((request, reply) -> never.await()).hold());
	}

	private void assertTheEndIsNotHeldUp(PigatoStub greet) {
		CompletableFuture<String> reply = this.pigato.service("greet").noTimeout().retrieve().future(String.class);
		await().until(() -> greet.requests().size() == 1);
		this.stubs.reset();
		assertThat(reply).failsWithin(Duration.ofSeconds(10))
			.withThrowableThat()
			.withMessageContaining("The test that stubbed this service is over");
	}

	@Test
	void heldRequestsWaitUntilTheyAreReleased() {
		PigatoStub greet = this.stubs.stub("greet").answer(ServiceRequest::service).hold();
		CompletableFuture<String> first = this.pigato.service("greet").retrieve().future(String.class);
		CompletableFuture<String> second = this.pigato.service("greet").retrieve().future(String.class);
		await().until(() -> greet.requests().size() == 2);
		assertThat(first).isNotDone();
		greet.release();
		assertThat(first).succeedsWithin(Duration.ofSeconds(10)).isEqualTo("greet");
		assertThat(second).succeedsWithin(Duration.ofSeconds(10)).isEqualTo("greet");
		assertThat(this.shop.greet("Ada")).isEqualTo("greet");
	}

	@Test
	void headersAreSeen() {
		PigatoStub greet = this.stubs.stub("greet").handle((request, reply) -> reply.end(request.headers()));
		this.pigato.service("greet").header("tenant", "blue").retrieve().body(Object.class);
		assertThat(greet.requests().get(0).headers()).containsEntry("tenant", "blue");
	}

	@Test
	void ownServiceIsNotStubbed() {
		assertThatIllegalStateException().isThrownBy(() -> this.stubs.stub("price"))
			.withMessage("The application under test offers the service 'price' itself, so that requests would go to "
					+ "either. Leave it out of the test with pigato.worker.services[price].auto-startup=false");
		assertThat(this.pigato.request("price", "tea", Integer.class)).isEqualTo(3);
	}

}
