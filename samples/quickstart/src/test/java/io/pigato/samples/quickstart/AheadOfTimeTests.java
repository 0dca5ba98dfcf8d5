package io.pigato.samples.quickstart;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplicationAotProcessor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The quickstart, processed ahead of time as the profile {@code aot} does, and started
 * with what comes of that.
 */
class AheadOfTimeTests {

	private static final String CLASS_PATH = System.getProperty("java.class.path");

	@TempDir
	private Path directory;

	@Test
	void theApplicationRunsWithWhatWasGenerated() throws Exception {
		process();
		Path classes = this.directory.resolve("classes");
		compile(classes);
		String classPath = String.join(File.pathSeparator, classes.toString(),
				this.directory.resolve("resources").toString(), CLASS_PATH);
		assertThat(run("-Dspring.aot.enabled=true", "-cp", classPath, QuickstartApplication.class.getName(),
				"--pigato.broker.bind=tcp://127.0.0.1:0"))
			.anyMatch((line) -> line.contains("Starting AOT-processed QuickstartApplication"))
			.contains("echo: Hello, PIGATO", "countdown: 3", "countdown: 2", "countdown: 1", "countdown: 0");
	}

	@Test
	void nativeImagesAreToldOfTheServices() throws Exception {
		process();
		String metadata = Files.readString(this.directory
			.resolve("resources/META-INF/native-image/io.pigato/quickstart/reachability-metadata.json"));
		assertThat(metadata).contains(Services.class.getName(), "\"echo\"", "\"countdown\"");
	}

	private void process() throws Exception {
		run("-cp", CLASS_PATH, SpringApplicationAotProcessor.class.getName(), QuickstartApplication.class.getName(),
				directory("sources"), directory("resources"), directory("classes"), "io.pigato", "quickstart");
	}

	private void compile(Path classes) throws IOException {
		List<String> arguments = new ArrayList<>(
				List.of("-proc:none", "-nowarn", "-cp", CLASS_PATH, "-d", classes.toString()));
		try (Stream<Path> sources = Files.walk(this.directory.resolve("sources"))) {
			sources.map(Path::toString).filter((file) -> file.endsWith(".java")).forEach(arguments::add);
		}
		assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
			.isZero();
	}

	private String directory(String name) throws IOException {
		return Files.createDirectories(this.directory.resolve(name)).toString();
	}

	private static List<String> run(String... arguments) throws Exception {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
		command.addAll(List.of(arguments));
		command.add("--spring.main.log-startup-info=true");
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		List<String> output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines()
			.toList();
		assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).as(String.join(System.lineSeparator(), output)).isZero();
		return output;
	}

}
