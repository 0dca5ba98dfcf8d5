package io.pigato.samples.perf;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.xml.parsers.DocumentBuilderFactory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pigato.broker.PigatoBroker;
import io.pigato.samples.support.FreePort;
import io.pigato.samples.support.NodePeers;
import io.pigato.samples.support.RunningProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The command line as its users have it. */
@Timeout(180)
class PerfProcessTests {

	private static final String FREE = "tcp://127.0.0.1:0";

	@ParameterizedTest
	@ValueSource(strings = { "zmtp", "jeromq" })
	void brokersWorkersAndClientsAreProcesses(String transport) throws IOException {
		try (RunningProcess run = perf("--e", FREE, "--wn", "2", "--cn", "2", "--p", "50", "--s", "2", "--window", "10",
				"--warmup", "10", "--partials", "2", "--transport", transport, "--json")) {
			JsonNode result = json(run);
			assertThat(run.exitCode()).isZero();
			assertThat(result.get("transport").asText()).isEqualTo(transport);
			assertThat(result.get("requests").asInt()).isEqualTo(2 * 50 * 2);
			assertThat(result.get("partials").asInt()).isEqualTo(2 * 50 * 2 * 2);
			assertThat(result.get("errors").asInt()).isZero();
			assertThat(result.get("requestsPerSecond").asDouble()).isPositive();
			JsonNode latency = result.get("latencyMillis");
			assertThat(latency.get("p50").asDouble()).isPositive().isLessThanOrEqualTo(latency.get("p99").asDouble());
			assertThat(latency.get("p99").asDouble()).isLessThanOrEqualTo(latency.get("p99.9").asDouble());
			assertThat(latency.get("p99.9").asDouble()).isLessThanOrEqualTo(latency.get("max").asDouble());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "zmtp", "jeromq" })
	void allIsOneProcessAndIsDrawn(String transport, @TempDir Path folder) throws Exception {
		Path plot = folder.resolve("latency.svg");
		try (RunningProcess run = perf("-N", "--e", FREE, "--bn", "2", "--wn", "2", "--p", "100", "--window", "0",
				"--size", "1000", "--warmup", "0", "--transport", transport, "--plot", plot.toString())) {
			assertThat(String.join("\n", run.output()))
				.contains("2 brokers, 4 workers, 2 clients with all in flight, " + transport)
				.containsPattern("requests +200 in \\d")
				.containsPattern("requests/s +\\d")
				.containsPattern("latency ms +p50 \\d+\\.\\d+ +p99 \\d+\\.\\d+ +p99.9 \\d+\\.\\d+ +max \\d")
				.containsPattern("errors +0");
			assertThat(run.exitCode()).isZero();
		}
		Document drawn = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(plot.toFile());
		assertThat(drawn.getElementsByTagName("polyline").getLength()).isOne();
	}

	@Test
	void inProcessEndpointNeedsNoPort() throws IOException {
		try (RunningProcess run = perf("-N", "--e", "inproc://perf", "--bn", "2", "--p", "100", "--warmup", "0",
				"--json")) {
			assertThat(json(run).get("requests").asInt()).isEqualTo(200);
			assertThat(run.exitCode()).isZero();
		}
	}

	@Test
	void rolesAreSpread() throws IOException {
		try (RunningProcess broker = perf("--role", "broker", "--e", FREE)) {
			String endpoint = broker.await("broker 1 is ready at (tcp://127\\.0\\.0\\.1:\\d+)").group(1);
			try (RunningProcess worker = perf("--role", "worker", "--wn", "2", "--e", endpoint);
					RunningProcess client = perf("--role", "client", "--e", endpoint, "--p", "100", "--json")) {
				worker.await("worker 2 is ready at " + endpoint);
				JsonNode result = json(client);
				assertThat(result.get("requests").asInt()).isEqualTo(100);
				assertThat(result.get("workers").asInt()).isZero();
				assertThat(client.exitCode()).isZero();
				worker.terminate();
				assertThat(worker.exitCode()).isEqualTo(143);
			}
		}
	}

	@Test
	void failedRequestsAreCountedByKind() throws IOException {
		try (PigatoBroker broker = PigatoBroker.builder().bind(FREE).build()) {
			broker.start();
			try (RunningProcess client = perf("--role", "client", "--e", broker.endpoints().get(0), "--service",
					"nobody", "--timeout", "200", "--p", "7", "--window", "5", "--warmup", "0", "--json")) {
				JsonNode result = json(client);
				assertThat(result.get("requests").asInt()).isZero();
				assertThat(result.get("errors").asInt()).isEqualTo(7);
				assertThat(result.get("errorsByKind").get("TIMEOUT").asInt()).isEqualTo(7);
				assertThat(client.exitCode()).isEqualTo(1);
			}
		}
	}

	@Test
	void failuresAreShownAlsoWhileItWarmsUp() {
		try (PigatoBroker broker = PigatoBroker.builder().bind(FREE).build()) {
			broker.start();
			try (RunningProcess client = perf("--role", "client", "--e", broker.endpoints().get(0), "--timeout",
					"200")) {
				client.await("^ +\\d s  warming up, \\d+ failed$");
			}
		}
	}

	@Test
	void brokerWithoutPortEndsTheRun() throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
				RunningProcess run = perf("--e", "tcp://127.0.0.1:" + taken.getLocalPort())) {
			assertThat(String.join("\n", run.output())).contains("broker 1 has ended with exit code 3")
				.contains(String.valueOf(taken.getLocalPort()));
			assertThat(run.exitCode()).isEqualTo(3);
		}
	}

	@Test
	void missingBrokerEndsTheRun() {
		String nobody = "tcp://127.0.0.1:" + FreePort.find();
		try (RunningProcess run = perf("--role", "worker", "--e", nobody, "--connect-timeout", "300")) {
			assertThat(String.join("\n", run.output())).contains("worker has found no broker within 300 ms");
			assertThat(run.exitCode()).isEqualTo(3);
		}
	}

	@Test
	void lostWorkerEndsTheRunAndAllOthers() throws Exception {
		try (RunningProcess run = endless()) {
			List<ProcessHandle> members = members();
			ProcessHandle worker = members.stream().filter(PerfProcessTests::isWorker).findFirst().orElseThrow();
			worker.destroyForcibly();
			run.await("worker 1 has ended with exit code 137");
			assertThat(run.exitCode()).isEqualTo(3);
			assertAllEnd(members);
		}
	}

	@Test
	void nothingIsLeftWhenTheRunIsTerminated() throws Exception {
		try (RunningProcess run = endless()) {
			List<ProcessHandle> members = members();
			run.terminate();
			assertThat(run.exitCode()).isEqualTo(143);
			assertAllEnd(members);
		}
	}

	@Test
	void nothingIsLeftWhenTheRunIsKilled() throws Exception {
		try (RunningProcess run = endless()) {
			List<ProcessHandle> members = members();
			ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
			assertThat(run.exitCode()).isEqualTo(137);
			assertAllEnd(members);
		}
	}

	@Test
	void wrongOptionSaysWhatToWrite() {
		try (RunningProcess run = perf("--wn", "many")) {
			assertThat(run.output()).contains(
					"Invalid value for option '--wn': write a whole number up to 2147483647, " + "not many",
					"All options: --help");
			assertThat(run.exitCode()).isEqualTo(2);
		}
	}

	@Test
	void helpIsPrinted() {
		try (RunningProcess run = perf("--help")) {
			assertThat(String.join("\n", run.output())).contains("--bn", "Exit code");
			assertThat(run.exitCode()).isZero();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "broker", "worker", "broker,worker" })
	void nodeIsMeasuredByTheSameClient(String roles) throws IOException {
		assumeTrue(NodePeers.areInstalled(), NodePeers.MISSING);
		try (RunningProcess run = perf("--node", roles, "--node-modules", NodePeers.modules().toString(), "--e", FREE,
				"--wn", "2", "--p", "200", "--warmup", "10", "--partials", "1", "--json")) {
			JsonNode result = json(run);
			assertThat(result.get("node").toString()).isEqualTo("[\"" + roles.replace(",", "\",\"") + "\"]");
			assertThat(result.get("requests").asInt()).isEqualTo(200);
			assertThat(result.get("partials").asInt()).isEqualTo(200);
			assertThat(result.get("errors").asInt()).isZero();
			assertThat(run.exitCode()).isZero();
		}
	}

	@Test
	void missingNodePackageSaysHowToInstallIt(@TempDir Path empty) {
		try (RunningProcess run = perf("--node", "broker", "--node-modules", empty.toString())) {
			assertThat(String.join("\n", run.output())).contains("npm pigato is not in " + empty)
				.contains("run npm ci in samples/nodejs-interop");
			assertThat(run.exitCode()).isEqualTo(3);
		}
	}

	/** A run that goes on for hours, and is measuring. */
	private static RunningProcess endless() {
		RunningProcess run = perf("--e", FREE, "--p", "1000000000", "--warmup", "10");
		run.await("\\d of 1,000,000,000 requests, [\\d,]+/s");
		return run;
	}

	private static List<ProcessHandle> members() {
		List<ProcessHandle> members = ProcessHandle.current()
			.children()
			.flatMap(ProcessHandle::children)
			.filter(ProcessHandle::isAlive)
			.toList();
		assertThat(members).hasSize(3);
		return members;
	}

	private static boolean isWorker(ProcessHandle member) {
		return List.of(member.info().arguments().orElseThrow()).contains("worker");
	}

	private static void assertAllEnd(List<ProcessHandle> members) throws Exception {
		for (ProcessHandle member : members) {
			member.onExit().get(30, TimeUnit.SECONDS);
		}
	}

	private static RunningProcess perf(String... arguments) {
		return RunningProcess.java(PerfApplication.class, arguments);
	}

	private static JsonNode json(RunningProcess run) throws IOException {
		List<String> output = new ArrayList<>(run.output());
		int begin = output.indexOf("{");
		assertThat(begin).as(String.join("\n", output)).isNotNegative();
		return new ObjectMapper().readTree(String.join("\n", output.subList(begin, output.lastIndexOf("}") + 1)));
	}

}
