package io.pigato.samples.support;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The original peers in Node.js, which the tests of pigato-core install; see
 * samples/nodejs-interop.
 */
public final class NodePeers {

	/** Why a test is skipped. */
	public static final String MISSING = "The tests of pigato-core install the Node.js peers: run them first";

	private static final Path FOLDER = root().resolve(Path.of("pigato-core", "target", "nodejs-interop"));

	private NodePeers() {
	}

	/**
	 * Whether they are installed.
	 * @return {@code false} where a test with them may be skipped
	 * @throws IllegalStateException if they are not, and the environment says
	 * {@code CI=true} or {@code PIGATO_INTEROP=required}
	 */
	public static boolean areInstalled() {
		boolean installed = Files.isDirectory(modules().resolve("pigato"));
		if (!installed && ("true".equals(System.getenv("CI")) || "required".equals(System.getenv("PIGATO_INTEROP")))) {
			throw new IllegalStateException(MISSING);
		}
		return installed;
	}

	/** A copy of samples/nodejs-interop. */
	public static Path folder() {
		return FOLDER;
	}

	/** Its {@code node_modules}. */
	public static Path modules() {
		return FOLDER.resolve("node_modules");
	}

	/** The folder of the wrapper; tests run in that of their module. */
	private static Path root() {
		Path folder = Path.of("").toAbsolutePath();
		while (!Files.exists(folder.resolve("mvnw"))) {
			folder = folder.getParent();
			if (folder == null) {
				throw new IllegalStateException("There is no mvnw above " + Path.of("").toAbsolutePath());
			}
		}
		return folder;
	}

}
