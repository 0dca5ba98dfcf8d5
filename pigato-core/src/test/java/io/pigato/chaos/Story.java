package io.pigato.chaos;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** What is known of one request, from whoever recorded it. */
final class Story {

	final String id;

	final String client;

	final Kind kind;

	final boolean retry;

	final long timeoutMillis;

	final List<String> begun = new ArrayList<>(1);

	final List<String> finished = new ArrayList<>(1);

	long lastSignNanos;

	int rejected;

	int parts;

	int ends;

	boolean cancelled;

	int afterCancel;

	boolean succeeded;

	/** Which entry of a handler the parts and the reply come from. */
	@Nullable String source;

	Story(Line asked) {
		this.id = asked.word(0);
		this.client = asked.process();
		this.kind = Kind.valueOf(asked.word(1));
		this.retry = Boolean.parseBoolean(asked.word(2));
		this.timeoutMillis = asked.number(3);
		this.lastSignNanos = asked.nanos();
	}

	boolean hasEnded() {
		return this.ends > 0 || this.cancelled;
	}

	int expectedParts() {
		return this.kind.parts(Integer.parseInt(this.id.substring(this.id.lastIndexOf('#') + 1)));
	}

	@Override
	public String toString() {
		return "request " + this.id + " (" + this.kind + (this.retry ? ", retry)" : ")");
	}

}
