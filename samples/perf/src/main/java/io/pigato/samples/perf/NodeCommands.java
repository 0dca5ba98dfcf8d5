package io.pigato.samples.perf;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How the original's broker and worker are started in Node.js. */
final class NodeCommands {

	private static final String SCRIPT = "peer.js";

	private final PerfOptions options;

	NodeCommands(PerfOptions options) {
		this.options = options;
	}

	/**
	 * Looks whether npm pigato is there.
	 * @param modules where
	 * @throws PerfException if it is not, with what to do
	 */
	static void check(Path modules) {
		if (!Files.isDirectory(modules.resolve("pigato"))) {
			throw new PerfException("--node: npm pigato is not in " + modules
					+ ": run npm ci in samples/nodejs-interop of PIGATO's repository, and this in the repository's root"
					+ " or with --node-modules=<that folder>/node_modules");
		}
	}

	/**
	 * The original binds a port that it cannot tell, so that a free one is found here.
	 */
	List<String> broker(String endpoint) {
		String own = (Endpoints.isFreePort(endpoint)) ? endpoint.replaceFirst("[^:]+$", freePort()) : endpoint;
		return command(Role.BROKER, own, "tcp://127.0.0.1:" + freePort());
	}

	List<String> worker(String endpoint) {
		return command(Role.WORKER, endpoint, this.options.service, String.valueOf(this.options.concurrency),
				String.valueOf(this.options.partials), String.valueOf(this.options.cache));
	}

	private List<String> command(Role role, String endpoint, String... rest) {
		List<String> command = new ArrayList<>(List.of("node", "-e", script(),
				this.options.nodeModules.toAbsolutePath().normalize().toString(), role.toString(), endpoint));
		command.addAll(List.of(rest));
		return command;
	}

	private static String freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return String.valueOf(socket.getLocalPort());
		}
		catch (IOException ex) {
			throw new PerfException("No port is free: " + ex.getMessage(), ex);
		}
	}

	private static String script() {
		try (InputStream script = NodeCommands.class.getResourceAsStream(SCRIPT)) {
			if (script == null) {
				throw new IllegalStateException("There is no " + SCRIPT);
			}
			return new String(script.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
