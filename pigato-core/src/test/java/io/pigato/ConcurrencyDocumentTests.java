package io.pigato;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.pigato.broker.PigatoBroker;
import io.pigato.client.PigatoClient;
import io.pigato.internal.Threads;
import io.pigato.worker.PigatoWorker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the table of threads in {@code docs/concurrency.md} against those that there are.
 */
class ConcurrencyDocumentTests {

	private static final String SERVICE = "thread-names";

	private static final List<String> SOURCES = List.of("pigato-core/src/main/java",
			"pigato-spring-boot-autoconfigure/src/main/java");

	/** Where a thread is made, or somebody is told to make one. */
	private static final Pattern START = Pattern
		.compile("new (Thread|ThreadPoolExecutor|VirtualThreadTaskExecutor|KeepAliveThread)\\(|extends Thread |"
				+ "PigatoLoop\\.start\\(|Threads\\.(handlers|callbacks)\\(|AsynchronousStop\\.run\\(|SideBySide\\.each\\(|"
				+ "\\.(orTimeout|setThreadFactory)\\(");

	private static final Pattern NAME = Pattern.compile("\"(pigato-[a-z-]+|-closer)\"");

	/** Make threads for others, who name them. */
	private static final Set<String> HELPERS = Set.of("Threads", "LoopThread", "JeroMqThread", "KeepAliveThread",
			"AsynchronousStop", "SideBySide");

	/** The JDK's own, on which virtual threads and the common pool run. */
	private static final Pattern OF_THE_JDK = Pattern.compile("ForkJoinPool.*-worker-.*|VirtualThread-.*|.*-Poller.*");

	private final List<AutoCloseable> open = new ArrayList<>();

	@AfterEach
	void closeAll() throws Exception {
		for (int i = this.open.size() - 1; i >= 0; i--) {
			this.open.get(i).close();
		}
	}

	@Test
	void threadsOfABrokerAClientAndAWorkerAreThoseOfTheTable() throws Exception {
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		String onHandler = exchange();
		Set<Thread> added = new HashSet<>(Thread.getAllStackTraces().keySet());
		added.removeAll(before);
		added.removeIf((thread) -> OF_THE_JDK.matcher(thread.getName()).matches());
		List<Pattern> patterns = rows().stream().map(Row::pattern).toList();
		assertThat(added).isNotEmpty()
			.allMatch(Thread::isDaemon)
			.allMatch((thread) -> patterns.stream().anyMatch((each) -> each.matcher(thread.getName()).matches()));
		assertThat(rows().stream().filter(Row::isExpected).toList())
			.hasSizeGreaterThanOrEqualTo(Threads.hasVirtual() ? 3 : 5)
			.allMatch((row) -> added.stream().anyMatch((thread) -> row.pattern().matcher(thread.getName()).matches()));
		assertThat(onHandler).matches(Threads.hasVirtual() ? "" : "pigato-" + SERVICE + "-\\d+");
	}

	@Test
	void threadsEndWithTheirOwners() throws Exception {
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		exchange();
		closeAll();
		Set<Thread> left = new HashSet<>(Thread.getAllStackTraces().keySet());
		left.removeAll(before);
		left.removeIf((thread) -> !thread.getName().startsWith("pigato-"));
		for (Thread thread : left) {
			thread.join(TimeUnit.SECONDS.toMillis(60));
			assertThat(thread.isAlive()).as(thread.getName()).isFalse();
		}
	}

	@Test
	void everyPlaceThatStartsAThreadIsInTheTable() {
		Set<String> documented = rows().stream().map(Row::startedBy).collect(Collectors.toCollection(TreeSet::new));
		Set<String> starting = new TreeSet<>();
		sources().forEach((name, code) -> {
			if (START.matcher(code).find()) {
				starting.add(name);
			}
		});
		assertThat(starting).containsAll(HELPERS);
		starting.removeAll(HELPERS);
		assertThat(documented).isEqualTo(starting);
	}

	@Test
	void namesAreThoseThatTheSourcesGive() {
		Map<String, String> sources = sources();
		for (Row row : rows()) {
			String fixed = row.name().replace("<loop>", "").replaceAll("(<service>)?-?N$", "");
			if (row.name().startsWith("pigato-") || row.name().equals("<loop>-closer")) {
				assertThat(sources.get(row.startedBy())).as(row.name()).contains('"' + fixed);
			}
		}
		Set<String> names = rows().stream().map(Row::name).collect(Collectors.toSet());
		for (Row row : rows()) {
			Matcher given = NAME.matcher(sources.getOrDefault(row.startedBy(), ""));
			while (given.find()) {
				String start = given.group(1);
				assertThat(names).as(row.startedBy()).anyMatch((name) -> name.replace("<loop>", "").startsWith(start));
			}
		}
	}

	/** A request, so that all threads are there; the name of the one that answered it. */
	private String exchange() throws InterruptedException, ExecutionException, TimeoutException {
		PigatoBroker broker = keep(PigatoBroker.builder().bind("tcp://127.0.0.1:0").build());
		broker.start();
		String endpoint = broker.endpoints().get(0);
		PigatoWorker worker = keep(PigatoWorker.builder()
			.service(SERVICE)
			.handler((request, reply) -> reply.end(Thread.currentThread().getName()))
			.endpoint(endpoint)
			.build());
		worker.start();
		PigatoClient client = keep(PigatoClient.builder().endpoint(endpoint).build());
		CompletableFuture<String> answer = client.service(SERVICE).data("x").retrieve().future(String.class);
		return answer.get(60, TimeUnit.SECONDS);
	}

	private <T extends AutoCloseable> T keep(T closeable) {
		this.open.add(closeable);
		return closeable;
	}

	private static List<Row> rows() {
		return Documents
			.table(Documents.read("docs/concurrency.md"), "name in a thread dump", "is", "present", "started by")
			.stream()
			.map((cells) -> new Row(Documents.code(cells.get(0)).get(0), cells.get(1), cells.get(2),
					Documents.code(cells.get(3)).get(0)))
			.toList();
	}

	/** The code of all classes by their names, without comments. */
	private static Map<String, String> sources() {
		Map<String, String> sources = new HashMap<>();
		for (String folder : SOURCES) {
			try (Stream<Path> files = Files.walk(Documents.root().resolve(folder))) {
				files.filter((file) -> file.toString().endsWith(".java"))
					.forEach((file) -> sources.put(file.getFileName().toString().replace(".java", ""), code(file)));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		return sources;
	}

	private static String code(Path file) {
		String text = Documents.read(Documents.root().relativize(file).toString());
		return text.replaceAll("(?s)/\\*.*?\\*/", "");
	}

	/**
	 * A row of the table of threads.
	 *
	 * @param name what it is called, with placeholders
	 * @param is what it is
	 * @param present when it is there
	 * @param startedBy the class that has it started
	 */
	private record Row(String name, String is, String present, String startedBy) {

		Pattern pattern() {
			String loops = "(pigato-broker-\\d+|pigato-client|pigato-worker)";
			return Pattern.compile(this.name.replace(".", "\\.")
				.replaceAll("N$", "\\\\d+")
				.replace("<loop>", loops)
				.replace("<service>", SERVICE));
		}

		/**
		 * Whether a broker, a client and a worker of the core have it after a request.
		 */
		boolean isExpected() {
			boolean handling = this.startedBy.startsWith("DefaultPigato") && this.present.equals("when used");
			boolean standing = this.present.equals("always") || this.present.equals("with TCP");
			return !this.is.startsWith("Spring") && (standing || (handling && !Threads.hasVirtual()));
		}

	}

}
