package io.pigato.chaos;

import java.util.List;

/**
 * One line of a record.
 *
 * @param process who wrote it
 * @param nanos {@link System#nanoTime()}, which is the same for all processes of one
 * machine
 * @param event what happened
 * @param words what else belongs to it
 */
record Line(String process, long nanos, Event event, List<String> words) {

	static Line parse(String process, String text) {
		String[] words = text.split(" ");
		return new Line(process, Long.parseLong(words[0]), Event.valueOf(words[1]),
				List.of(words).subList(2, words.length));
	}

	static Line of(String process, long nanos, Event event, Object... words) {
		return new Line(process, nanos, event, List.of(words).stream().map(String::valueOf).toList());
	}

	String word(int index) {
		return (index < this.words.size()) ? this.words.get(index) : "";
	}

	int number(int index) {
		return Integer.parseInt(word(index));
	}

	@Override
	public String toString() {
		return this.process + " " + this.event + " " + String.join(" ", this.words);
	}

}
