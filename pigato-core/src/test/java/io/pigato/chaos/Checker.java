package io.pigato.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.pigato.ErrorCodes;
import org.jspecify.annotations.Nullable;

/**
 * Folds the records of all processes into what must hold: a request ends once, in time if
 * its client lives; parts are in order, without gap or repeat, from one handler, of the
 * right request, and none comes after the end; without retry a handler is entered once,
 * unless it rejects; what succeeded was done, by who says so; and a broker that is left
 * alone holds nothing. The conductor's record must be added first.
 */
final class Checker {

	/** What may end a request while processes die; all else is a defect. */
	private static final Set<String> CODES = Set.of(ErrorCodes.CLIENT_TIMEOUT, ErrorCodes.WORKER_LOST,
			ErrorCodes.UNREACHABLE);

	private static final int MOST_VIOLATIONS = 50;

	private final long graceNanos;

	private final Map<String, Story> stories = new HashMap<>();

	private final Map<String, List<String[]>> works = new HashMap<>();

	private final Set<String> processes = new TreeSet<>();

	private final Map<Event, Integer> counts = new EnumMap<>(Event.class);

	private final Map<String, Integer> errors = new TreeMap<>();

	private final List<String> violations = new ArrayList<>();

	private final Lives lives = new Lives();

	private final Delays delays = new Delays();

	private @Nullable Line lastSnapshot;

	Checker(Duration grace) {
		this.graceNanos = grace.toNanos();
	}

	/** Reads all records of a folder, and checks. */
	static Checker check(Path folder, String conductor, Duration grace) throws IOException {
		Checker checker = new Checker(grace);
		RecordFile.read(folder.resolve(conductor + RecordFile.ENDING), checker::add);
		List<Path> files;
		try (Stream<Path> all = Files.list(folder)) {
			files = all.filter((file) -> file.toString().endsWith(RecordFile.ENDING))
				.filter((file) -> !file.getFileName().toString().startsWith(conductor))
				.sorted()
				.toList();
		}
		for (Path file : files) {
			RecordFile.read(file, checker::add);
		}
		checker.finish();
		return checker;
	}

	void add(Line line) {
		this.counts.merge(line.event(), 1, Integer::sum);
		this.processes.add(line.process());
		this.lives.add(line);
		this.delays.add(line);
		switch (line.event()) {
			case ASKED -> asked(line);
			case PART, REPLY, ERROR -> heard(line);
			case CANCELLED -> cancelled(line);
			case BEGUN, REJECTED, FINISHED -> this.works.computeIfAbsent(line.word(0), (id) -> new ArrayList<>(2))
				.add(new String[] { line.event().name(), line.word(1) });
			case SNAPSHOT -> this.lastSnapshot = line;
			case THROWN -> violation(line + ", caught by nobody");
			default -> {
				// for lives and delays only
			}
		}
	}

	/** Says what is wrong with all that was added. */
	List<String> finish() {
		this.works.forEach(this::work);
		this.stories.values().forEach(this::end);
		for (String process : this.processes) {
			check(this.lives.endedInOrder(process) || this.lives.wasKilled(process),
					process + " has no end, nor was it killed");
		}
		Line left = this.lastSnapshot;
		check(left != null, "no broker has said what it holds");
		check(left == null || left.words().stream().allMatch("0"::equals), "what is left: " + left);
		return violations();
	}

	List<String> violations() {
		return List.copyOf(this.violations);
	}

	int count(Event event) {
		return this.counts.getOrDefault(event, 0);
	}

	long successes() {
		return this.stories.values().stream().filter((story) -> story.succeeded).count();
	}

	/** How many requests ended with each error. */
	Map<String, Integer> errors() {
		return this.errors;
	}

	Lives lives() {
		return this.lives;
	}

	Delays delays() {
		return this.delays;
	}

	private void asked(Line line) {
		Story story = new Story(line);
		check(this.stories.put(story.id, story) == null, story + " was asked twice");
	}

	private void heard(Line line) {
		Story story = this.stories.get(line.word(0));
		if (story == null) {
			violation(line + ": nobody asked");
			return;
		}
		check(story.ends == 0, line + ": after its end");
		if (story.cancelled) {
			// One call of the callback may have begun before
			check(story.afterCancel++ == 0, line + ": after its cancel");
		}
		checkInTime(story, line.nanos());
		long silence = line.nanos() - story.lastSignNanos;
		story.lastSignNanos = line.nanos();
		switch (line.event()) {
			case PART -> part(story, line);
			case REPLY -> reply(story, line);
			default -> error(story, line, TimeUnit.NANOSECONDS.toMillis(silence));
		}
	}

	private void part(Story story, Line line) {
		checkSource(story, line, line.word(1));
		story.parts++;
	}

	private void reply(Story story, Line line) {
		checkSource(story, line, line.word(1));
		check(story.kind.isAnswered(), line + ": a reply to what has none");
		check(story.parts == story.expectedParts(),
				line + ": the end after " + story.parts + " of " + story.expectedParts() + " parts");
		story.ends++;
		story.succeeded = true;
	}

	private void error(Story story, Line line, long silenceMillis) {
		String code = line.word(1);
		this.errors.merge(code, 1, Integer::sum);
		story.ends++;
		if (code.equals(Kind.ERROR_CODE)) {
			check(story.kind == Kind.FAIL, line + ": an error of a handler that makes none");
			checkSource(story, line, line.word(2));
			story.succeeded = true;
		}
		else {
			// A worker ends of itself what it has had no heartbeats for, as from a broker
			// that stood still
			boolean forgotten = code.equals(ErrorCodes.CANCELLED) && silenceMillis >= ChaosPlan.SILENCE_MILLIS;
			check(CODES.contains(code) || forgotten, line + ": no such error may be");
		}
	}

	/** A payload says whose it is, from which entry of a handler, and at which place. */
	private void checkSource(Story story, Line line, String payload) {
		String[] words = payload.split(":");
		if (words.length != 3 || !words[0].equals(story.id)) {
			violation(line + ": the answer to another request");
			return;
		}
		check(story.source == null || story.source.equals(words[1]), line + ": of another handler than before");
		check(words[2].equals(String.valueOf(story.parts)), line + ": in place of " + story.parts);
		story.source = words[1];
	}

	private void cancelled(Line line) {
		Story story = this.stories.get(line.word(0));
		check(story != null, line + ": nobody asked");
		if (story != null && story.ends == 0) {
			story.cancelled = true;
		}
	}

	private void work(String id, List<String[]> lines) {
		Story story = this.stories.get(id);
		if (story == null) {
			violation("a handler was entered for " + id + ", which nobody asked");
			return;
		}
		for (String[] line : lines) {
			switch (Event.valueOf(line[0])) {
				case BEGUN -> story.begun.add(line[1]);
				case REJECTED -> story.rejected++;
				default -> story.finished.add(line[1]);
			}
		}
	}

	private void end(Story story) {
		check(story.retry || story.begun.size() <= 1 + story.rejected,
				story + " entered handlers " + story.begun.size() + " times without retry: " + story.begun);
		check(story.source == null || story.begun.contains(story.source),
				story + " was answered by who never began it");
		check(!story.succeeded || story.finished.contains(story.source), story + " has a reply that nobody made");
		if (!story.hasEnded()) {
			check(!this.lives.endedInOrder(story.client), story + " never ended");
			checkInTime(story, this.lives.endNanos(story.client));
		}
	}

	private void checkInTime(Story story, long nanos) {
		long silence = this.lives.awake(story.client, story.lastSignNanos, nanos);
		check(silence <= TimeUnit.MILLISECONDS.toNanos(story.timeoutMillis) + this.graceNanos,
				story + " was silent for " + TimeUnit.NANOSECONDS.toMillis(silence) + " ms of " + story.timeoutMillis);
	}

	private void check(boolean holds, String complaint) {
		if (!holds) {
			violation(complaint);
		}
	}

	private void violation(String complaint) {
		if (this.violations.size() < MOST_VIOLATIONS) {
			this.violations.add(complaint);
		}
	}

}
