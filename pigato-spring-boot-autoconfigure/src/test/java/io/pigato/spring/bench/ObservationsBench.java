package io.pigato.spring.bench;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.pigato.client.PigatoClient;
import io.pigato.spring.annotation.PigatoService;
import io.pigato.spring.boot.autoconfigure.PigatoMetricsAutoConfiguration;
import io.pigato.spring.boot.autoconfigure.PigatoObservationAutoConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * Requests to an embedded broker in the same process, with and without observations, side
 * by side in one JVM: the applications take turns, and the median of each is compared.
 */
final class ObservationsBench {

	private static final int ROUNDS = 7;

	private ObservationsBench() {
	}

	/**
	 * Measures.
	 * @param arguments seconds a round, 2 unless given
	 */
	public static void main(String[] arguments) {
		double seconds = (arguments.length > 0) ? Double.parseDouble(arguments[0]) : 2;
		Map<Mode, ConfigurableApplicationContext> applications = new EnumMap<>(Mode.class);
		for (Mode mode : Mode.values()) {
			applications.put(mode, new SpringApplicationBuilder(Application.class).run(mode.arguments()));
		}
		for (int window : new int[] { 1, 100 }) {
			compare(applications, window, seconds);
		}
		applications.values().forEach(ConfigurableApplicationContext::close);
	}

	private static void compare(Map<Mode, ConfigurableApplicationContext> applications, int window, double seconds) {
		Map<Mode, List<Double>> rates = new EnumMap<>(Mode.class);
		for (int round = -1; round < ROUNDS; round++) {
			for (Mode mode : Mode.values()) {
				PigatoClient client = applications.get(mode).getBean(PigatoClient.class);
				double rate = rate(client, window, seconds);
				if (round >= 0) {
					rates.computeIfAbsent(mode, (key) -> new ArrayList<>()).add(rate);
				}
			}
		}
		double base = median(rates.get(Mode.NONE));
		for (Mode mode : Mode.values()) {
			double rate = median(rates.get(mode));
			System.out.printf("window %3d  %-28s %8.0f requests/s  %5.2f of without  %+6.1f us each%n", window,
					mode.title, rate, rate / base, 1e6 / rate - 1e6 / base);
		}
	}

	private static double rate(PigatoClient client, int window, double seconds) {
		Deque<CompletableFuture<@Nullable String>> underWay = new ArrayDeque<>();
		long begin = System.nanoTime();
		long end = begin + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
		long done = 0;
		while (System.nanoTime() < end) {
			while (underWay.size() < window) {
				underWay.add(client.service("echo").data("hello").retrieve().future(String.class));
			}
			underWay.remove().join();
			done++;
		}
		double rate = done / ((System.nanoTime() - begin) / 1e9);
		underWay.forEach(CompletableFuture::join);
		return rate;
	}

	private static double median(List<Double> values) {
		List<Double> sorted = new ArrayList<>(values);
		Collections.sort(sorted);
		return sorted.get(sorted.size() / 2);
	}

	/** What is observed. */
	private enum Mode {

		NONE("without",
				"--spring.autoconfigure.exclude=" + PigatoObservationAutoConfiguration.class.getName() + ","
						+ PigatoMetricsAutoConfiguration.class.getName()),

		METERS("broker's meters only",
				"--spring.autoconfigure.exclude=" + PigatoObservationAutoConfiguration.class.getName()),

		METRICS("timers, no tracer", "--management.tracing.enabled=false",
				"--spring.autoconfigure.exclude=org.springframework.boot.micrometer.tracing.opentelemetry."
						+ "autoconfigure.OpenTelemetryTracingAutoConfiguration"),

		UNSAMPLED("timers, trace not sampled", "--management.tracing.sampling.probability=0"),

		SAMPLED("timers, trace sampled", "--management.tracing.sampling.probability=1");

		private final String title;

		private final String[] arguments;

		Mode(String title, String... arguments) {
			this.title = title;
			this.arguments = arguments;
		}

		String[] arguments() {
			List<String> all = new ArrayList<>(List.of("--pigato.broker.embedded=true", "--pigato.broker.bind=",
					"--spring.main.banner-mode=off", "--logging.level.root=warn", "--spring.jmx.enabled=false",
					"--pigato.worker.concurrency=2"));
			Collections.addAll(all, this.arguments);
			return all.toArray(new String[0]);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@PigatoService("echo")
		String echo(String text) {
			return text;
		}

	}

}
