package com.example.quants;

import java.io.Console;
import java.lang.reflect.Method;

import org.springframework.util.ReflectionUtils;

/**
 * Redraws its line in a terminal; elsewhere, prints one at each quarter. Safe for use by
 * several threads.
 */
class ProgressBar {

	private static final int WIDTH = 40;

	private final String name;

	private final int total;

	private final boolean terminal = isTerminal();

	private int done;

	ProgressBar(String name, int total) {
		this.name = name;
		this.total = total;
	}

	synchronized void step() {
		this.done++;
		if (this.terminal) {
			System.out.print("\r" + line() + ((this.done == this.total) ? "\n" : ""));
			System.out.flush();
		}
		else if (this.done * 4 / this.total > (this.done - 1) * 4 / this.total) {
			System.out.println(line());
		}
	}

	private String line() {
		int cells = this.done * WIDTH / this.total;
		return "%-18s [%s%s] %d/%d".formatted(this.name, "#".repeat(cells), "-".repeat(WIDTH - cells), this.done,
				this.total);
	}

	private static boolean isTerminal() {
		Console console = System.console();
		// Since Java 22 there is a console also where there is no terminal, and it says
		// so
		Method says = (console != null) ? ReflectionUtils.findMethod(Console.class, "isTerminal") : null;
		return console != null && (says == null || Boolean.TRUE.equals(ReflectionUtils.invokeMethod(says, console)));
	}

}
