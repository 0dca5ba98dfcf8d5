package io.pigato.samples.perf;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How this application is started for one member.
 *
 * @param java the program
 * @param classPath the executable jar, or all that the application consists of
 */
record JavaCommand(Path java, String classPath) {

	List<String> with(Role role, String endpoint, PerfOptions options) {
		List<String> command = new ArrayList<>();
		command.add(this.java.toString());
		command.addAll(isExecutableJar() ? List.of("-jar", this.classPath)
				: List.of("-cp", this.classPath, PerfApplication.class.getName()));
		command.addAll(List.of("--child", "--role", role.toString(), "--e", endpoint));
		command.addAll(List.of("--transport", options.transport.name(), "--service", options.service));
		add(command, "--pn", options.window);
		add(command, "--p", options.requests);
		add(command, "--s", options.waves);
		add(command, "--m", options.cache);
		add(command, "--size", options.size);
		add(command, "--partials", options.partials);
		add(command, "--concurrency", options.concurrency);
		add(command, "--warmup", options.warmupRequests());
		add(command, "--timeout", options.timeout);
		add(command, "--connect-timeout", options.connectTimeout);
		return command;
	}

	private boolean isExecutableJar() {
		return this.classPath.endsWith(".jar") && !this.classPath.contains(File.pathSeparator);
	}

	private static void add(List<String> command, String name, long value) {
		command.add(name);
		command.add(Long.toString(value));
	}

}
