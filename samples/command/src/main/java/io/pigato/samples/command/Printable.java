package io.pigato.samples.command;

/** What strangers send, made safe for a terminal. */
final class Printable {

	private Printable() {
	}

	/**
	 * On one line, without control characters.
	 * @param text any text; in JSON white space is all that changes, since other control
	 * characters may not be in it
	 * @return line breaks and tabs as blanks, other control characters as their code
	 */
	static String of(String text) {
		StringBuilder safe = new StringBuilder(text.length());
		text.chars().forEach((each) -> {
			if (each == '\n' || each == '\r' || each == '\t') {
				safe.append(' ');
			}
			else if (Character.isISOControl(each)) {
				safe.append(String.format("\\u%04x", each));
			}
			else {
				safe.append((char) each);
			}
		});
		return safe.toString();
	}

}
