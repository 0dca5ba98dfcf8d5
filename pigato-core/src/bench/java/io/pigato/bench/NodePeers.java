package io.pigato.bench;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The original, in three processes of Node.js, measured by its own client. */
final class NodePeers {

	/** Set by the script: a folder of samples/nodejs-interop with its packages. */
	private static final Path INSTALLATION = Path.of(System.getProperty("bench.nodejs", ""));

	private static final Path SCRIPT = Path.of("pigato-core/src/bench/nodejs/load.js");

	private NodePeers() {
	}

	static boolean isInstalled() {
		return Files.exists(INSTALLATION.resolve("node_modules/pigato"));
	}

	static Load.Result run(int size, int window, Duration warmUp, Duration time) throws Exception {
		String endpoint = "tcp://127.0.0.1:" + freePort();
		try (Children children = new Children()) {
			start(children, "ready", endpoint, "broker");
			start(children, "ready", endpoint, "worker");
			String[] words = start(children, "result ", endpoint, "client", String.valueOf(size), String.valueOf(window),
					String.valueOf(warmUp.toSeconds()), String.valueOf(time.toSeconds()))
				.split(" ");
			return new Load.Result(Long.parseLong(words[1]), Double.parseDouble(words[2]), Double.parseDouble(words[3]),
					Double.parseDouble(words[4]), Double.parseDouble(words[5]));
		}
	}

	private static String start(Children children, String ready, String... arguments) throws Exception {
		List<String> command = Stream
			.concat(Stream.of("node", SCRIPT.toString(), INSTALLATION.toString()), Stream.of(arguments))
			.toList();
		return children.run((line) -> line.startsWith(ready), command);
	}

	/** The original cannot choose one itself. */
	private static int freePort() throws Exception {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

}
