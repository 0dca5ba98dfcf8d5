package io.pigato.interop;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.pigato.FreePorts;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Makes the peers of a test in the languages of its combination and closes them after it.
 * A test fails if an original peer has seen an error that the test has not named.
 */
final class Stage implements BeforeEachCallback, AfterEachCallback {

	/** How long anything may take that is bound to happen. */
	static final int PATIENCE_SECONDS = 30;

	private static final ExtensionContext.Namespace SPACE = ExtensionContext.Namespace.create(Stage.class);

	private static final AtomicInteger NAMES = new AtomicInteger();

	private final Supplier<Setting> setting;

	private final List<AutoCloseable> open = new ArrayList<>();

	private final List<String> expectedErrors = new ArrayList<>();

	private @Nullable NodeProcesses node;

	private @Nullable TestBroker broker;

	private Duration heartbeat = Duration.ofMillis(2500);

	private String note = "";

	Stage(Supplier<Setting> setting) {
		this.setting = setting;
	}

	/** The heartbeat of all peers from now on. */
	void heartbeat(Duration interval) {
		this.heartbeat = interval;
	}

	Combination combination() {
		return this.setting.get().combination();
	}

	/** The one broker. */
	TestBroker broker() {
		if (this.broker == null) {
			this.broker = keep((combination().broker() == Language.JAVA) ? JavaPeers.broker(config("", 0)) : NodePeers
				.broker(node().brokers(), name("broker"), FreePorts.endpoint(), FreePorts.endpoint(), config("", 0)));
		}
		return this.broker;
	}

	/** A client that is connected. */
	TestClient client() {
		return clientAt(broker().endpoint());
	}

	/** A client of a broker that is not this stage's. */
	TestClient clientAt(String endpoint) {
		PeerConfig config = config(endpoint, 0);
		return keep((combination().client() == Language.JAVA) ? JavaPeers.client(config)
				: NodePeers.client(node().peers(), name("client"), config));
	}

	/** A registered worker that answers by itself. */
	TestWorker worker(String service) {
		return worker(service, false, 100).worker();
	}

	/** A worker that answers by itself, of a broker that is not this stage's. */
	TestWorker workerAt(String endpoint, String service) {
		NodeProcess process = (combination().worker() == Language.JAVA) ? null : node().peers();
		return make(process, name("worker") + "-", service, false, config(endpoint, 100));
	}

	/** A registered worker that leaves the answers to the test. */
	Registered holder(String service, int concurrency) {
		return worker(service, true, concurrency);
	}

	/** As a holder, and may be killed. */
	Registered mortal(String service) {
		boolean java = combination().worker() == Language.JAVA;
		return worker(java ? null : node().mortal(), service, true, 100);
	}

	/** The errors of this text, seen by an original peer, belong to the test. */
	void expectError(String text) {
		this.expectedErrors.add(text);
	}

	/** What is asserted is a known defect of the original, and not how it should be. */
	void originalDefect(int number) {
		this.note = " (the original's defect " + number + ")";
	}

	NodeProcesses node() {
		return java.util.Objects.requireNonNull(this.node);
	}

	<T extends AutoCloseable> T keep(T peer) {
		this.open.add(peer);
		return peer;
	}

	PeerConfig config(String endpoint, int concurrency) {
		return new PeerConfig(endpoint, this.heartbeat, Duration.ofMillis(200), concurrency,
				this.setting.get().engine());
	}

	static String name(String prefix) {
		return prefix + "-" + NAMES.incrementAndGet();
	}

	/** A port that was free a moment ago, for those who cannot let the system choose. */
	/** Waits for what is bound to happen. */
	static void until(Callable<Boolean> condition) {
		patiently().until(condition);
	}

	/** Looks often, so that waiting costs little. */
	static ConditionFactory patiently() {
		return await().pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(10))
			.atMost(Duration.ofSeconds(PATIENCE_SECONDS));
	}

	/** What comes, within the patience of a test. */
	static <T> T get(CompletableFuture<T> future) {
		assertThat(future).succeedsWithin(PATIENCE_SECONDS, TimeUnit.SECONDS);
		return future.join();
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		this.node = context.getRoot()
			.getStore(SPACE)
			.computeIfAbsent(Installed.class, (key) -> install(), Installed.class)
			.orSkip();
	}

	@Override
	public void afterEach(ExtensionContext context) throws Exception {
		if (this.node == null) {
			return;
		}
		Throwable failure = context.getExecutionException().orElse(null);
		try {
			closeAll();
			List<String> errors = new ArrayList<>(this.node.reset());
			errors.removeIf((error) -> this.expectedErrors.stream().anyMatch(error::contains));
			if (failure == null) {
				assertThat(errors).as("errors that original peers have seen").isEmpty();
			}
		}
		catch (Throwable ex) {
			failure = ex;
			throw ex;
		}
		finally {
			InteropTable table = context.getRoot()
				.getStore(SPACE)
				.computeIfAbsent(InteropTable.class, (key) -> new InteropTable(), InteropTable.class);
			table.enter(context.getRequiredTestMethod().getName(), this.setting.get(), result(failure));
		}
	}

	private String result(@Nullable Throwable failure) {
		if (failure == null) {
			return "pass" + this.note;
		}
		return (failure instanceof TestAbortedException) ? "skipped" : "FAIL";
	}

	private void closeAll() throws Exception {
		for (int i = this.open.size() - 1; i >= 0; i--) {
			this.open.get(i).close();
		}
	}

	private Registered worker(String service, boolean held, int concurrency) {
		return worker((combination().worker() == Language.JAVA) ? null : node().peers(), service, held, concurrency);
	}

	private Registered worker(@Nullable NodeProcess process, String service, boolean held, int concurrency) {
		PeerConfig config = config(broker().endpoint(), concurrency);
		String name = name("worker") + "-";
		TestWorker worker = make(process, name, service, held, config);
		return new Registered(worker, broker().awaitWorker(name, concurrency));
	}

	private TestWorker make(@Nullable NodeProcess process, String name, String service, boolean held,
			PeerConfig config) {
		if (process == null) {
			return keep(JavaPeers.worker(name, service, held, config));
		}
		return NodePeers.worker(process, name, service, held, config);
	}

	private static Installed install() {
		try {
			return new Installed(new NodeProcesses(), "");
		}
		catch (IOException ex) {
			String problem = "The tests with the original peers need Node.js 18 or later with npm, and once a network"
					+ " or a filled npm cache (on Debian and Ubuntu: apt-get install nodejs npm): " + ex.getMessage();
			System.out.println(problem);
			return new Installed(null, problem);
		}
	}

	/**
	 * A worker and how the broker names it.
	 *
	 * @param worker the worker
	 * @param id its id
	 */
	record Registered(TestWorker worker, String id) {

	}

	/**
	 * What came of the installation.
	 *
	 * @param node the processes, if there is Node.js
	 * @param problem what is missing
	 */
	private record Installed(@Nullable NodeProcesses node, String problem) implements AutoCloseable {

		NodeProcesses orSkip() {
			if (this.node == null) {
				throw Requirement.missing(this.problem);
			}
			return this.node;
		}

		@Override
		public void close() {
			if (this.node != null) {
				this.node.close();
			}
		}

	}

}
