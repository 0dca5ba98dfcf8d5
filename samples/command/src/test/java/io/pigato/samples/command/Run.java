package io.pigato.samples.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** The command, run in this JVM. */
record Run(int exitCode, String out, String err) {

	static Run of(String... arguments) {
		StringWriter out = new StringWriter();
		StringWriter err = new StringWriter();
		int exitCode = PigatoCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
		return new Run(exitCode, out.toString(), err.toString());
	}

	List<String> lines() {
		return this.out.lines().toList();
	}

}
