package io.pigato.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** What a child is told on its standard input; when that ends, so does the child. */
final class Commands {

	private final BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

	/** The next command; if there is none any more, the process ends here. */
	String next() throws IOException {
		String line = this.in.readLine();
		if (line == null) {
			Runtime.getRuntime().halt(1);
		}
		return String.valueOf(line);
	}

	static void say(Object what) {
		System.out.println(what);
		System.out.flush();
	}

}
