package io.pigato.samples.perf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import io.pigato.transport.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CommandLinesTests {

	@Test
	void originalsCommandLineIsUnderstood() {
		PerfOptions options = read("--bn", "4", "--wn", "2", "--cn", "3", "--pn", "5", "--p", "1000", "--s", "6", "--m",
				"1", "--e", "tcp://127.0.0.1:7000", "-N");
		assertThat(options.brokers).isEqualTo(4);
		assertThat(options.workers).isEqualTo(2);
		assertThat(options.clients).isEqualTo(3);
		assertThat(options.window).isEqualTo(5);
		assertThat(options.cache).isEqualTo(1);
		assertThat(options.nofork).isTrue();
		assertThat(options.measuredRequests()).isEqualTo(4 * 3 * 1000 * 6);
	}

	@Test
	void defaultsAreTheOriginals() {
		PerfOptions options = read();
		assertThat(options.measuredRequests()).isEqualTo(50_000);
		assertThat(options.endpoint).isEqualTo("tcp://127.0.0.1:7771");
		assertThat(options.service).isEqualTo("echo");
		assertThat(options.cache).isZero();
		assertThat(options.transport).isEqualTo(Transport.ZMTP);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			--bn 0                           | --bn: write 1 or more, not 0
			--cn -1                          | --cn: write 1 or more, not -1
			--window -1                      | --window: write 0 or more, not -1
			--p 1.5                          | '--p': write a whole number up to 2147483647, not 1.5
			--p 99999999999                  | '--p': write a whole number up to 2147483647
			--m 2                            | --m: write 1 for the reply cache, 0 for none
			--m 1 --node broker              | leave out --m or --node broker
			--m 1 --partials 1               | leave out --m or --partials
			--timeout 0                      | --timeout: write milliseconds, 1 or more, or -1 for none
			--e 127.0.0.1:7771               | write tcp://host:port, such as tcp://127.0.0.1:7771
			--e tcp://127.0.0.1:65535 --bn 2 | ports end at 65535
			--e inproc://x                   | add -N
			--e tcp://h:0 --role worker      | a worker connects to a broker: write its port
			--node client                    | write broker, worker or broker,worker
			--node broker -N                 | leave out -N or --node
			--node broker --role worker      | with --role worker no broker is started here
			--json --role broker             | write them where --role is client
			--plot latency.png               | write a file name that ends with .svg
			--plot no/such/folder/a.svg      | there is no folder
			--transport udp                  | expected one of [ZMTP, JEROMQ]
			--role boss                      | '--role'
			--wnn 3                          | is it --wn?
			""")
	void wrongOptionIsRefusedWithWhatToWrite(String line, String message) {
		assertThatThrownBy(() -> read(line.split(" +"))).isInstanceOf(PerfException.class)
			.hasMessageContaining(message);
	}

	@Test
	void childIsGivenWhatTheRunWasGiven() {
		PerfOptions options = read("--p", "123", "--s", "2", "--pn", "4", "--size", "5", "--partials", "6", "--timeout",
				"-1", "--concurrency", "7", "--service", "s", "--transport", "jeromq", "--warmup", "9",
				"--connect-timeout", "1000");
		String[] command = new JavaCommand(Path.of("java"), "perf.jar").with(Role.CLIENT, "tcp://h:1", options)
			.toArray(String[]::new);
		assertThat(command).startsWith("java", "-jar", "perf.jar");
		PerfOptions child = read(Arrays.copyOfRange(command, 3, command.length));
		assertThat(child.child).isTrue();
		assertThat(child.role).isEqualTo(Role.CLIENT);
		assertThat(child.endpoint).isEqualTo("tcp://h:1");
		assertThat(child).usingRecursiveComparison().ignoringFields("child", "role", "endpoint").isEqualTo(options);
	}

	@Test
	void readmeNamesEveryOption() throws IOException {
		String readme = Files.readString(Path.of("README.md"));
		new CommandLine(new PerfOptions()).getCommandSpec()
			.options()
			.stream()
			.filter((option) -> !option.hidden() && !option.usageHelp() && !option.versionHelp())
			.forEach((option) -> assertThat(readme).contains("`" + option.names()[0]));
	}

	private static PerfOptions read(String... arguments) {
		PerfOptions options = new PerfOptions();
		assertThat(CommandLines.isHelp(options, arguments)).isFalse();
		return options;
	}

}
